"""Prints the Chebyshev coefficients in packages/engine/src/numeric.ts (needs mpmath).

erfc(z) = t exp(-z^2 + P(2t - 1)), t = 2 / (2 + z), z >= 0: P is smooth on [-1, 1], so that few coefficients give full
double precision, relative, from z = 0 to the underflow at 27.
"""
from mpmath import mp, mpf, erfc, exp, floor, log, cos, pi

mp.dps = 60
N = 80


def p(y):
    t = (y + 1) / 2
    z = 2 / t - 2
    return log(erfc(z)) + z * z - log(t)


nodes = [cos(pi * (k + mpf(1) / 2) / N) for k in range(N)]
values = [p(y) for y in nodes]
for j in range(40):
    c = 2 * sum(v * cos(pi * j * (k + mpf(1) / 2) / N) for k, v in enumerate(values)) / N
    if j == 0:
        c /= 2
    if abs(c) < mpf(10) ** -18:
        break
    digits = min(18, 21 + int(floor(log(abs(c), 10))))  # 20 places, of which a double keeps 18 digits
    print(f"  {mp.nstr(c, digits)},")
