"""The part of mpmath that generate.py needs for an op made of the exponential, on Python's own `decimal`.

generate.py imports it where mpmath is not installed, so that a reference can be added with Python alone.
"""
from decimal import Decimal, getcontext

mpf = Decimal


class mp:
    """Takes the number of digits that mpmath is set to; this module sets its own below."""


getcontext().prec = 1000  # enough for the differences at 1e-300, and several times faster
getcontext().Emax = 10**12
getcontext().Emin = -(10**12)

exp = lambda x: Decimal(x).exp()
log = lambda x: Decimal(x).ln()
sqrt = lambda x: Decimal(x).sqrt()
power = lambda a, b: Decimal(a) ** Decimal(b)
cbrt = lambda x: Decimal(x) ** (Decimal(1) / 3)
sign = lambda x: Decimal((x > 0) - (x < 0))
expm1 = lambda x: exp(x) - 1
log1p = lambda x: log(1 + x)
sinh = lambda x: (exp(x) - exp(-x)) / 2
cosh = lambda x: (exp(x) + exp(-x)) / 2
tanh = lambda x: 1 - 2 / (exp(2 * x) + 1)
asinh = lambda x: log(x + sqrt(x * x + 1))
acosh = lambda x: log(x + sqrt(x * x - 1))
atanh = lambda x: log((1 + x) / (1 - x)) / 2


def nstr(x, digits, strip_zeros=True):
    return str(x.normalize() if x == 0 else +Decimal(f"{x:.{digits - 1}E}").normalize())


# What mpmath has besides. A function, so that the error comes when it is called and names it.
def missing(name):
    def f(*_):
        raise SystemExit(f"generate.py: m.{name} needs mpmath. Run: python3 -m pip install mpmath")

    return f


sin, cos, tan, asin, acos, atan, atan2, erf, erfc = map(missing, "sin cos tan asin acos atan atan2 erf erfc".split())
