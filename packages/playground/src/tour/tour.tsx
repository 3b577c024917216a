/** The tour: a small window beside the control that it is about. Escape or "Skip" ends it. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { state } from '../state/page.js'
import '../styles/tour.css'
import { endTour, tourStep } from './state.js'
import { stepsOf } from './steps.js'

export function Tour() {
  const step = tourStep.value
  return step === undefined ? null : <Window step={step} />
}

function Window({ step }: { step: number }) {
  const steps = stepsOf(state.value.page.view)
  const { title, text, at } = steps[step]!
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(document.activeElement as HTMLElement | null)
  const place = usePlace(step, at, box)
  useEffect(() => box.current!.focus(), [step])
  const end = (): void => {
    endTour()
    const { current } = before
    if (current !== null && current !== document.body) current.focus()
    else document.querySelector<HTMLElement>('#view')!.focus()
  }
  const isLast = step === steps.length - 1
  return (
    <>
      {place !== undefined && <div class="tour-ring" style={place.ring} />}
      <div
        ref={box}
        class="tour"
        role="dialog"
        aria-label={`Tour, step ${step + 1} of ${steps.length}`}
        aria-describedby="tour-text"
        tabIndex={-1}
        style={place?.box}
        onKeyDown={(event) => event.key === 'Escape' && end()}
      >
        <p class="tour-count">
          {step + 1} of {steps.length}
        </p>
        <h2>{title}</h2>
        <p id="tour-text">{text}</p>
        <div class="row">
          {!isLast && <Button label="Skip the tour" help="Ends the tour. It stays away from now on." onPress={end} />}
          {step > 0 && <Button label="Back" help="Goes to the step before." onPress={() => (tourStep.value = step - 1)} />}
          <Button
            label={isLast ? 'Done' : 'Next'}
            help={isLast ? 'Ends the tour.' : 'Goes to the next step.'}
            primary
            onPress={() => (isLast ? end() : (tourStep.value = step + 1))}
          />
        </div>
      </div>
    </>
  )
} // oxfmt-ignore

interface Place {
  readonly ring: Record<string, string>
  readonly box: Record<string, string>
}

/** Where the control is, and room for the window below it or above it. Undefined while the control is not there. */
function usePlace(
  step: number,
  at: () => Element | null,
  box: { readonly current: HTMLElement | null },
): Place | undefined {
  const [place, setPlace] = useState<Place>()
  useLayoutEffect(() => {
    let target: Element | null = null
    const look = (): void => {
      const found = at()
      if (found !== target) found?.scrollIntoView({ block: 'center' })
      target = found
      setPlace(found === null ? undefined : placeOf(found.getBoundingClientRect(), box.current!))
    }
    look()
    const timer = window.setInterval(look, 200) // the page moves when plots and graphs arrive
    window.addEventListener('scroll', look, true)
    window.addEventListener('resize', look)
    return () => {
      window.clearInterval(timer)
      window.removeEventListener('scroll', look, true)
      window.removeEventListener('resize', look)
    }
  }, [step])
  return place
}

/** In pixels. */
const [GAP, MARGIN] = [12, 8]

function placeOf(target: DOMRect, { offsetWidth, offsetHeight }: HTMLElement): Place {
  const { innerWidth, innerHeight } = window
  const below = target.bottom + GAP
  const top = below + offsetHeight + MARGIN <= innerHeight ? below : Math.max(MARGIN, target.top - GAP - offsetHeight)
  const left = Math.max(MARGIN, Math.min(target.left, innerWidth - offsetWidth - MARGIN))
  const px = (x: number): string => `${Math.round(x)}px`
  return {
    ring: { left: px(target.left - 4), top: px(target.top - 4), width: px(target.width + 8), height: px(target.height + 8) },
    box: { left: px(left), top: px(top) },
  }
} // oxfmt-ignore
