/** The views as tabs: arrow keys change them, Tab leaves them. */
import { useRef } from 'preact/hooks'

interface TabsProps<T extends string> {
  readonly label: string
  readonly tabs: readonly (readonly [value: T, label: string])[]
  readonly help: Readonly<Record<T, string>>
  readonly value: T
  readonly onChange: (value: T) => void
}

export function Tabs<T extends string>({ label, tabs, help, value, onChange }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const at = (tabs.findIndex(([tab]) => tab === value) + by + tabs.length) % tabs.length
    onChange(tabs[at]![0])
    ;(list.current!.children[at] as HTMLElement).focus()
  }
  return (
    <div role="tablist" aria-label={label} class="tabs" ref={list} onKeyDown={onKeyDown}>
      {tabs.map(([tab, name]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-selected={tab === value}
          aria-controls="view"
          title={help[tab]}
          tabIndex={tab === value ? 0 : -1}
          onClick={() => onChange(tab)}
        >
          {name}
        </button>
      ))}
    </div>
  )
}
