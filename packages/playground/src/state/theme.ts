/** Light or dark colors: those of the system, until the user chooses. The choice is kept in the browser. */
import { computed, effect, signal } from '@preact/signals'

export type Theme = 'light' | 'dark'

const KEY = 'gradus-theme'
const system = window.matchMedia('(prefers-color-scheme: dark)')
const isSystemDark = signal(system.matches)
system.addEventListener('change', ({ matches }) => (isSystemDark.value = matches))
const chosen = signal<Theme | undefined>(saved())

export const theme = computed<Theme>(() => chosen.value ?? (isSystemDark.value ? 'dark' : 'light'))

export function toggleTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark'
  try {
    window.localStorage.setItem(KEY, chosen.value)
  } catch {
    // A browser that keeps nothing for the page: the choice lasts until it is closed.
  }
}

effect(() => {
  document.documentElement.dataset['theme'] = theme.value
})

function saved(): Theme | undefined {
  try {
    const value = window.localStorage.getItem(KEY)
    return value === 'light' || value === 'dark' ? value : undefined
  } catch {
    return undefined
  }
}
