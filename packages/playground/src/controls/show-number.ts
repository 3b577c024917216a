/** Numbers for people. */
import { formatNumber } from '@gradus/svg'

/** In a few digits, with a minus sign that is as wide as a plus. */
export const showNumber = (x: number, digits = 3): string => formatNumber(x, digits).replaceAll('-', '−')
