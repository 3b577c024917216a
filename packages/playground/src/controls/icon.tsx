/** Small line drawings for buttons. */
const PATHS = {
  undo: 'M8 5 4 9l4 4M4 9h8a4 4 0 0 1 0 8h-2',
  redo: 'M12 5l4 4-4 4M16 9H8a4 4 0 0 0 0 8h2',
  share: 'M8.5 11.5a3.5 3.5 0 0 0 5 0l2.5-2.5a3.5 3.5 0 0 0-5-5L10 5M11.5 8.500a3.5 3.5 0 0 0-5 0L4 11a3.5 3.5 0 0 0 5 5l1-1',
  open: 'M3 15V5h4l2 2h6v2M3 15l2.5-6H18l-2.5 6z',
  picture: 'M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.500L17 14M12.5 7.500h.01',
  help: 'M7.5 7.500a2.5 2.5 0 1 1 3.6 2.200c-.8.4-1.1.9-1.1 1.800M10 14.500v.01M10 2.500a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15',
  light: 'M10 6.500a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.500M10 16.500V18M2 10h1.500M16.5 10H18M4.3 4.300l1.1 1.100M14.6 14.600l1.1 1.100M4.3 15.700l1.1-1.100M14.6 5.400l1.1-1.1',
  dark: 'M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12z',
  close: 'M5 5l10 10M15 5L5 15',
} as const // oxfmt-ignore

export const Icon = ({ of }: { of: keyof typeof PATHS }) => (
  <svg class="icon" viewBox="0 0 20 20" width={20} height={20} aria-hidden="true">
    <path d={PATHS[of]} fill="none" stroke="currentColor" stroke-width={1.6} stroke-linecap="round" stroke-linejoin="round" />
  </svg>
) // oxfmt-ignore
