/**
 * Functions that WebAssembly has no instruction for, for two 64-bit numbers at a time. Each becomes one function of the
 * module. The methods are those of fdlibm (Sun Microsystems, 1993). The error is a few units in the last place.
 */
import { type Code, simd, vector } from './encoder.js'
import { and, F64X2 as v, or, select, withVector } from './vectors.js'

const { number, add, sub, mul, div, abs, eq, lt, gt, ge } = v
const [min, max] = [v.firstMin, v.firstMax]
const nearest = simd(0x94)
const floor = simd(0x75)
const longAdd = simd(0xce)
const longs = (high: number, low: number): Code =>
  vector((view) => {
    for (const at of [0, 8]) {
      view.setUint32(at, low, true)
      view.setUint32(at + 4, high, true)
    }
  })
const shift =
  (opcode: number) =>
  (a: Code, by: number): Code =>
  (out) => {
    a(out)
    out.bytes([0x41, by, 0xfd, (opcode & 0x7f) | 0x80, opcode >> 7])
  }
const shiftLeft = shift(0xcb)
const shiftRight = shift(0xcd)

const SIGN = longs(0x8000_0000, 0)
const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10
/** If we add this to a small whole number, the low bits of the sum are that number. */
const ROUNDER = 6755399441055744

/**
 * Σ cᵢ xⁱ by Estrin's scheme: first pairs of neighbors, c₀ + c₁x, c₂ + c₃x, …, then pairs of these with x², and so on.
 */
const polynomial = (x: Code, coefficients: readonly number[]): Code => inPairs(x, coefficients.map(number))

function inPairs(x: Code, terms: readonly Code[]): Code {
  const even = terms.filter((_, i) => i % 2 === 0)
  const pairs = even.map((term, i) => (2 * i + 1 < terms.length ? add(term, mul(terms[2 * i + 1]!, x)) : term))
  return pairs.length === 1 ? pairs[0]! : withVector(mul(x, x), (square) => inPairs(square, pairs))
}

/** 2ⁿ for whole n in [−1022, 1023]: n + 1023 becomes the exponent bits. */
const powerOf2 = (n: Code): Code => shiftLeft(longAdd(add(n, number(ROUNDER)), longs(0, 1023)), 52)

/** x = n·log 2 + r with |r| ≤ ½ log 2; passes n and eʳ − 1 to `body`. */
const reduced = (x: Code, body: (n: Code, p: Code) => Code): Code =>
  withVector(nearest(mul(x, number(Math.LOG2E))), (n) =>
    withVector(sub(sub(x, mul(n, number(LN2_HIGH))), mul(n, number(LN2_LOW))), (r) =>
      withVector(add(r, mul(mul(r, r), polynomial(r, EXP_TAIL))), (p) => body(n, p)),
    ),
  )
/** 1/2!, 1/3!, … of the series eʳ = 1 + r + r²/2! + … */
const EXP_TAIL = Array.from({ length: 12 }, (_, i) => {
  let factorial = 1
  for (let k = 2; k <= i + 2; k++) factorial *= k
  return 1 / factorial
})

/** eˣ. We multiply by 2ⁿ in two halves, because 2ⁿ alone could overflow or lose digits near the ends of the range. */
const exp = (x: Code): Code =>
  withVector(min(max(x, number(-746)), number(710)), (clamped) =>
    reduced(clamped, (n, p) =>
      withVector(floor(mul(n, number(0.5))), (half) =>
        mul(mul(add(p, number(1)), powerOf2(half)), powerOf2(sub(n, half))),
      ),
    ),
  )

/** eˣ − 1 = 2ⁿ·p + (2ⁿ − 1). Near 0 n is 0, so the digits are those of p. */
const expm1Within = (x: Code): Code =>
  reduced(x, (n, p) => withVector(powerOf2(n), (two) => add(mul(two, p), sub(two, number(1)))))
/** y with the sign bit of x, for y ≥ 0 or of the same sign: expm1(−0) is −0. */
const withSignOf = (x: Code, y: Code): Code => or(y, and(x, SIGN))

const expm1 =
  (callExp: (x: Code) => Code) =>
  (x: Code): Code =>
    select(gt(x, number(40)), callExp(x), withSignOf(x, expm1Within(min(max(x, number(-40)), number(40)))))

/** e^|x| − 1. |x| counts as 709 at most, where the result is near the largest number. */
const growth = (x: Code): Code => expm1Within(min(abs(x), number(709)))

/** log x = k·log 2 + log m with m in [√½, √2], log m from s = f/(2 + f), f = m − 1. */
const log = (x: Code): Code =>
  withVector(lt(x, number(2 ** -1022)), (tiny) =>
    withVector(select(tiny, mul(x, number(2 ** 54)), x), (scaled) =>
      withVector(or(and(scaled, longs(0x000f_ffff, 0xffff_ffff)), number(1)), (mantissa) =>
        withVector(gt(mantissa, number(Math.SQRT2)), (large) =>
          withVector(exponentOf(scaled, tiny, large), (k) =>
            withVector(sub(select(large, mul(mantissa, number(0.5)), mantissa), number(1)), (f) =>
              withVector(logNear1(f, k), (y) => logSpecial(x, y)),
            ),
          ),
        ),
      ),
    ),
  )

/** The exponent bits as a number: we put them into the mantissa of 2⁵², and subtract 2⁵². */
const exponentOf = (scaled: Code, tiny: Code, large: Code): Code =>
  add(
    sub(sub(or(shiftRight(scaled, 52), number(2 ** 52)), number(2 ** 52 + 1023)), and(tiny, number(54))),
    and(large, number(1)),
  )

const LOG_TAIL = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
]

const logNear1 = (f: Code, k: Code): Code =>
  withVector(div(f, add(number(2), f)), (s) =>
    withVector(mul(s, s), (z) =>
      withVector(mul(mul(f, f), number(0.5)), (halfSquare) =>
        sub(
          mul(k, number(LN2_HIGH)),
          sub(
            sub(halfSquare, add(mul(s, add(halfSquare, mul(z, polynomial(z, LOG_TAIL)))), mul(k, number(LN2_LOW)))),
            f,
          ),
        ),
      ),
    ),
  )

/** log 0 is −∞, log of a negative number is NaN, log ∞ is ∞, log NaN is NaN. */
const logSpecial = (x: Code, y: Code): Code =>
  select(
    eq(x, number(0)),
    number(-Infinity),
    select(and(ge(x, number(0)), lt(x, number(Infinity))), y, select(eq(x, number(Infinity)), x, number(NaN))),
  )

/** log u + c/u, where u is 1 + x rounded, and c is what the rounding lost. */
const log1p =
  (callLog: (x: Code) => Code) =>
  (x: Code): Code =>
    withVector(add(x, number(1)), (u) =>
      withVector(div(sub(x, sub(u, number(1))), u), (correction) =>
        select(eq(x, number(0)), x, add(callLog(u), select(eq(correction, correction), correction, number(0)))),
      ),
    )

export type MathName = 'exp' | 'expm1' | 'growth' | 'log' | 'log1p'

/** The functions. `make` gets a way to call the function named by `uses`. */
export const math: Record<MathName, { uses?: MathName; make: (call: (x: Code) => Code) => (x: Code) => Code }> = {
  exp: { make: () => exp },
  expm1: { uses: 'exp', make: expm1 },
  growth: { make: () => growth },
  log: { make: () => log },
  log1p: { uses: 'log', make: log1p },
}
