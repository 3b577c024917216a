"""Writes ops.json: reference values and derivatives of every op of the table.

    python3 packages/testkit/references/generate.py              (all ops: needs mpmath, takes about a minute)
    python3 packages/testkit/references/generate.py softsign     (only this op; the lines of the others stay)

To add an op, add a line to OPS and run the second command. Without mpmath, decimal_math.py stands in; it has the
exponential and what is made of it. One line per case: the op, its operands (exact doubles, the lists of `dot` one after
the other), the value, all first partials, and the upper triangle of the second partials row by row. `softmax` has one
case per output. Derivatives do not come from anybody's formula: they are central differences of the function itself at
2,000 digits with steps of 1e-60 of the operands' scale, which leaves more than 50 correct digits; 21 are written.
"""
import json
import sys
from itertools import combinations
from pathlib import Path

try:
    from mpmath import mp, mpf
    import mpmath as m
except ImportError:
    import decimal_math as m
    from decimal_math import mp, mpf

mp.dps = 2000
STEP = mpf(10) ** -60

ALL = (-3, 3)
POSITIVE = (0.1, 4)
WIDE = (-6, 6)
UNIT = (-0.95, 0.95)

# Near 0, at and around switches between formulas, and far out.
TINY = [1e-300, 1e-100, 1e-16, 1e-8, 1e-3]
FAR = [5, 10, 15, 20, 26.5, 27.5, 28.5, 37, 40, 100, 700, 740, 1000]
both = lambda xs: [s * x for x in xs for s in (1.0, -1.0)]
S_SHAPED = [0.0] + both(TINY + [0.25, 0.4999999999999999, 0.5, 0.5000000000000001, 1.0] + FAR)
INSIDE = both([1e-300, 1e-8, 0.5, 0.99, 0.9999, 0.999999999, 1 - 2.0**-52, 1 - 2.0**-53])

sigmoid = lambda x: 1 / (1 + m.exp(-x))
step = lambda c: mpf(1) if c else mpf(0)
clamp = lambda x, low, high: min(max(x, low), high)


def log_sum_exp(*xs):
    top = max(xs)
    return top + m.log(sum(m.exp(x - top) for x in xs))


# Where large terms cancel, no formula in doubles can give the digits that the terms do not have. A fourth entry then
# says how large the terms are: of the value, as a function of the operands; of the second derivatives, as a number.
largest = lambda *xs: max(abs(x) for x in xs)
SUM_OF_OPERANDS = {"value": largest}
# (1 + x) - (1 - x) for asin, acos and atanh near 0, 1/y - x^2/y^3 for hypot and norm, p - p^2 for logSumExp.
SECOND_CANCELS = {"second": 1.0}
largest_product = lambda *xs: max(abs(a * b) for a, b in zip(xs[: len(xs) // 2], xs[len(xs) // 2 :]))

# name: (function, domain of each operand, further points[, size of the terms])
OPS = {
    "add": (lambda a, b: a + b, [ALL, ALL], [[1e300, -1.0], [1.0, 1e-300]], SUM_OF_OPERANDS),
    "sub": (lambda a, b: a - b, [ALL, ALL], [[1e300, -1.0], [1.0, 1e-300]], SUM_OF_OPERANDS),
    "mul": (lambda a, b: a * b, [ALL, ALL], [[1e150, -1e150], [1e-150, 1e-150], [0.0, 2.0]]),
    "div": (lambda a, b: a / b, [ALL, POSITIVE], [[1e100, -1e50], [1.0, -3.0], [0.0, 7.0], [1e-100, 1e-50]]),
    "neg": (lambda x: -x, [ALL], [[0.0], [1e300]]),
    "pow": (
        lambda a, b: m.power(a, b),
        [POSITIVE, ALL],
        [[2.0, 0.5], [2.0, 3.0], [1e-8, 0.5], [1e8, -0.5], [1.0000000000000002, 3.7], [10.0, 300.0], [10.0, -300.0]],
    ),
    "azmul": (lambda a, b: a * b, [ALL, ALL], [[1e150, -1e150], [1e-150, 1e-150]]),
    "reciprocal": (lambda x: 1 / x, [POSITIVE], [[-0.3], [1e100], [1e-100], [-1e-8]]),
    "square": (lambda x: x * x, [ALL], [[0.0], [1e150], [1e-150]]),
    "sqrt": (m.sqrt, [POSITIVE], [[1e-300], [1e-8], [1e8], [1e300]]),
    "cbrt": (lambda x: m.sign(x) * m.cbrt(abs(x)), [POSITIVE], [[-1.7], [1e-150], [-1e-8], [1e8], [1e300]]),
    "hypot": (
        lambda a, b: m.sqrt(a * a + b * b),
        [ALL, POSITIVE],
        [[3.0, 4.0], [0.0, 2.0], [-1.0, -1e-8], [1e-8, 1.0], [1e150, 2e150], [3e300, -4e300], [1e-90, 2e-90]],
        SECOND_CANCELS,
    ),
    "exp": (m.exp, [ALL], [[x] for x in both(TINY + [20.0, 700.0]) + [-740.0]]),
    "expm1": (m.expm1, [ALL], [[x] for x in [0.0] + both(TINY + [0.5, 20.0, 40.0, 700.0]) + [-740.0]]),
    "log": (m.log, [POSITIVE], [[x] for x in [1e-300, 1e-8, 0.9999999999999999, 1.0000000000000002, 1e8, 1e300]]),
    "log1p": (
        m.log1p,
        [(-0.9, 4)],
        [[x] for x in [0.0] + both(TINY + [0.5]) + [-0.9999, -0.999999999999, -1 + 2.0**-53, 1e8, 1e300]],
    ),
    "sin": (m.sin, [WIDE], [[x] for x in [0.0] + both([1e-300, 1e-8, 3.141592653589793, 40.0, 1000.0])]),
    "cos": (m.cos, [WIDE], [[x] for x in [0.0] + both([1e-300, 1e-8, 1.5707963267948966, 40.0, 1000.0])]),
    "tan": (m.tan, [(-1.3, 1.3)], [[x] for x in [0.0] + both([1e-300, 1e-8, 1.5, 1.57])]),
    "asin": (m.asin, [UNIT], [[0.0]] + [[x] for x in INSIDE], SECOND_CANCELS),
    "acos": (m.acos, [UNIT], [[0.0]] + [[x] for x in INSIDE], SECOND_CANCELS),
    "atan": (m.atan, [ALL], [[x] for x in [0.0] + both(TINY + [20.0, 1e8, 1e150])]),
    "atan2": (
        lambda y, x: m.atan2(y, x),
        [ALL, POSITIVE],
        [[1.0, 2.0], [1.0, -2.0], [-1.0, -2.0], [-1.0, 2.0], [2.0, 0.0], [-2.0, 0.0], [1e-8, 1.0], [1e-8, -1.0],
         [1.0, 1e-8], [-1.0, -1e-8], [3e150, 4e150], [3e-100, -4e-100]],
    ),
    "sinh": (m.sinh, [ALL], [[x] for x in [0.0] + both(TINY + [20.0, 700.0])]),
    "cosh": (m.cosh, [ALL], [[x] for x in [0.0] + both(TINY + [20.0, 700.0])]),
    "tanh": (m.tanh, [WIDE], [[x] for x in S_SHAPED]),
    "sech2": (lambda x: 1 / m.cosh(x) ** 2, [WIDE], [[x] for x in S_SHAPED]),
    "asinh": (m.asinh, [ALL], [[x] for x in [0.0] + both(TINY + [0.5, 20.0, 1e8, 1e150])]),
    "acosh": (m.acosh, [(1.05, 5)], [[x] for x in [1 + 2.0**-52, 1.000000001, 1.001, 20.0, 1e8, 1e150]]),
    "atanh": (m.atanh, [UNIT], [[0.0]] + [[x] for x in INSIDE], SECOND_CANCELS),
    "sigmoid": (sigmoid, [WIDE], [[x] for x in S_SHAPED]),
    "sigmoidSlope": (lambda x: 1 / (2 * m.cosh(x / 2)) ** 2, [WIDE], [[x] for x in S_SHAPED]),
    "logSigmoid": (lambda x: -m.log1p(m.exp(-x)), [WIDE], [[x] for x in S_SHAPED]),
    "softplus": (lambda x: m.log1p(m.exp(x)), [WIDE], [[x] for x in S_SHAPED]),
    "relu": (lambda x: max(x, 0), [ALL], [[1e-300], [-1e-300], [1000.0], [-1000.0]]),
    "leakyRelu": (lambda x, s: x if x >= 0 else s * x, [ALL, (0, 1)], [[-1e-300, 0.01], [-1000.0, 0.2], [1000.0, 0.2]]),
    "elu": (
        lambda x, a: x if x >= 0 else a * m.expm1(x),
        [ALL, (0.5, 2)],
        [[-1e-300, 1.0], [-1e-8, 1.5], [-20.0, 1.0], [-700.0, 1.0], [-1000.0, 1.0], [1000.0, 1.0]],
    ),
    "gelu": (lambda x: x * m.erfc(-x / m.sqrt(2)) / 2, [WIDE], [[x] for x in S_SHAPED]),
    "silu": (lambda x: x * sigmoid(x), [WIDE], [[x] for x in S_SHAPED]),
    "erf": (m.erf, [ALL], [[x] for x in S_SHAPED]),
    "erfc": (m.erfc, [ALL], [[x] for x in S_SHAPED]),
    "abs": (abs, [ALL], [[1e-300], [-1e-300]]),
    "sign": (m.sign, [ALL], [[1e-300], [-1e-300]]),
    "max": (max, [ALL, ALL], [[1.0, 1.0000000000000002]]),
    "min": (min, [ALL, ALL], [[1.0, 1.0000000000000002]]),
    "clamp": (
        clamp,
        [ALL, (-2, -1), (1, 2)],
        [[0.3, -1.0, 1.0], [-2.5, -1.5, 1.5], [2.5, -1.5, 1.5], [0.3, 2.0, 1.0], [5.0, 2.0, 1.0]],
    ),
    "where": (lambda c, a, b: a if c != 0 else b, [(0.5, 1), ALL, ALL], [[-1.0, 2.0, 3.0]]),
    "gt": (lambda a, b: step(a > b), [ALL, ALL], []),
    "ge": (lambda a, b: step(a >= b), [ALL, ALL], []),
    "lt": (lambda a, b: step(a < b), [ALL, ALL], []),
    "le": (lambda a, b: step(a <= b), [ALL, ALL], []),
    "eq": (lambda a, b: step(a == b), [ALL, ALL], []),
    "sum": (lambda *xs: sum(xs), "list", [[0.1, 0.2, -0.3]], SUM_OF_OPERANDS),
    "mean": (lambda *xs: sum(xs) / len(xs), "list", [[0.1, 0.2, -0.3]],
             {"value": lambda *xs: largest(*xs) / len(xs)}),
    "norm": (
        lambda *xs: m.sqrt(sum(x * x for x in xs)),
        "list",
        [[3.0, 4.0], [1e150, 2e150, -3e150], [1e-90, 2e-90], [1e-8, 1.0], [1e300, 1e300]],
        SECOND_CANCELS,
    ),
    "logSumExp": (
        log_sum_exp,
        "list",
        [[1000.0, 1000.0], [-1000.0, -1000.0], [1000.0, -1000.0, 999.5], [700.0, -700.0], [-1000.0, -1001.0, -1002.0],
         [0.0, -40.0], [-0.6931471805599453, -0.6931471805599453], [-1e-8, -30.0]],
        {**SUM_OF_OPERANDS, **SECOND_CANCELS},
    ),
    "dot": (
        lambda *xs: sum(a * b for a, b in zip(xs[: len(xs) // 2], xs[len(xs) // 2 :])),
        "pairs",
        [[1e150, 1.0, 1e150, 2.0], [0.1, 0.3, 0.3, -0.1]],
        {"value": largest_product},
    ),
}
SOFTMAX = [[0.3], [1.0, -2.0], [0.1, 0.2, 0.3], [1000.0, 999.0], [-1000.0, -1000.0, -990.0], [40.0, -40.0, 0.5],
           [-2.9, 1.3, 0.4, 2.7, -0.8]]


def through(domain, count, offset=0):
    """Evenly through the domain, both ends included; `offset` changes the order, so that operands do not march together."""
    low, high = domain
    xs = [low + (high - low) * k / (count - 1) for k in range(count)]
    return [float(xs[(k * (1, 3, 7)[offset] + offset) % count]) for k in range(count)]


def points(domain):
    if domain in ("list", "pairs"):
        xs = [2.9, -1.3, 0.4, -2.7, 0.8, 1.9, -0.2, 3.0, -3.0, 1.1]
        return [(xs[n:] + xs)[: n * (1 if domain == "list" else 2)] for n in (1, 2, 3, 4, 5)] + [[-3.0] * 4, [3.0] * 4]
    if len(domain) == 1:
        return [[x] for x in through(domain[0], 14)]
    return [list(p) for p in zip(*(through(d, 10, i) for i, d in enumerate(domain)))]


def derivatives(f, point):
    """Value, gradient and upper triangle of the Hessian by central differences."""
    xs = [mpf(x) for x in point]
    h = STEP * min([mpf(1)] + [abs(x) for x in xs if x != 0])
    at = lambda *moves: f(*(x + sum(s for j, s in moves if j == i) * h for i, x in enumerate(xs)))
    y = at()
    plus = [at((i, 1)) for i in range(len(xs))]
    minus = [at((i, -1)) for i in range(len(xs))]
    first = [(p - q) / (2 * h) for p, q in zip(plus, minus)]
    second = {(i, i): (plus[i] - 2 * y + minus[i]) / h**2 for i in range(len(xs))}
    for i, j in combinations(range(len(xs)), 2):
        corners = [at((i, a), (j, b)) * a * b for a in (1, -1) for b in (1, -1)]
        second[i, j] = sum(corners) / (4 * h**2)
    return y, first, [second[key] for key in sorted(second)]


def text(x):
    """21 digits; 0 for what is so far below every double that it can only be the differences' own error."""
    return "0" if abs(x) < mpf(10) ** -500 else m.nstr(x, 21, strip_zeros=True)


def line(op, point, f, terms={}, **more):
    y, first, second = derivatives(f, point)
    sizes = {order: float(size(*point)) if callable(size) else size for order, size in terms.items()}
    case = {"op": op, "inputs": point, **more, "value": text(y), "partials": [text(g) for g in first],
            "second": [text(s) for s in second], **({"terms": sizes} if sizes else {})}
    return json.dumps(case, separators=(",", ":"))


def lines_of(op):
    if op == "softmax":
        output = lambda i: lambda *v: m.exp(v[i] - log_sum_exp(*v))
        return [line(op, xs, output(i), output=i) for xs in SOFTMAX for i in range(len(xs))]
    f, domain, extra, *terms = OPS[op]
    return [line(op, point, f, *terms) for point in points(domain) + extra]


if __name__ == "__main__":
    known = [*OPS, "softmax"]
    wanted = sys.argv[1:] or known
    for op in wanted:
        if op not in known:
            sys.exit(f"generate.py: OPS has no line for {op}. Add one.")
    path = Path(__file__).with_name("ops.json")
    earlier = {} if wanted == known else {op: [] for op in known}
    for text_line in path.read_text().splitlines()[1:-1] if earlier else []:
        text_line = text_line.rstrip(",")
        earlier.get(json.loads(text_line)["op"], []).append(text_line)
    lines = [x for op in known for x in (lines_of(op) if op in wanted else earlier[op])]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n")
