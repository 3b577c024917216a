"""Writes losses.json: values and gradients of every loss, of one example each.

    /usr/bin/python3 losses.py > losses.json        (needs PyTorch and mpmath; Debian's python3-torch will do)

PyTorch, in double precision, gives the numbers, through its own loss functions where they have our convention: mse_loss,
l1_loss, huber_loss and binary_cross_entropy_with_logits (mean over the outputs, or the sum for sigmoidCrossEntropy), and
cross_entropy with a class index or probabilities. It has no hinge loss for targets of 1 and -1 (hinge_embedding_loss and
multi_margin_loss are others) and no 1/2 in front of a squared error; these two are written in its primitives, whose
gradient autograd takes. relu and abs have slope 0 at 0 there as here.

The cross-entropies of PyTorch round away what is small (log(1 + e^-40) = 0, 1 - 4e-18 = 1). So they are computed a
second time, from their definition and with differences, at the 2,000 digits of generate.py; the two have to agree as far
as doubles can, and the digits are written.
"""
import json
import mpmath as m
import torch
import torch.nn.functional as F
from generate import derivatives, log_sum_exp, sigmoid

torch.set_default_dtype(torch.float64)
tensor = torch.tensor

BINARY = F.binary_cross_entropy_with_logits


def cross_entropy(z, target):
    return F.cross_entropy(z[None], tensor([target]) if isinstance(target, int) else tensor([target]))


def definition(kind, target):
    """The cross-entropies as functions of the logits, for mpmath."""
    if kind == "crossEntropy":
        p = [float(i == target) for i in range(9)] if isinstance(target, int) else target
        return lambda *z: sum(pi * (log_sum_exp(*z) - zi) for pi, zi in zip(p, z))
    term = lambda z, t: -t * m.log(sigmoid(z)) - (1 - m.mpf(t)) * m.log(sigmoid(-z))
    share = 1 if kind == "sigmoidCrossEntropy" else len(target)
    return lambda *z: sum(term(zi, t) for zi, t in zip(z, target)) / share


LOSSES = {
    "mse": lambda o, t: F.mse_loss(o, tensor(t)),
    "mae": lambda o, t: F.l1_loss(o, tensor(t)),
    "huber": lambda o, t, delta: F.huber_loss(o, tensor(t), delta=delta),
    "hinge": lambda o, t: torch.relu(1 - tensor(t) * o).mean(),
    "quadratic": lambda o, t: ((tensor(t) - o) ** 2).sum() / 2,
    "crossEntropy": cross_entropy,
    "binaryCrossEntropyWithLogits": lambda z, t: BINARY(z, tensor(t)),
    "sigmoidCrossEntropy": lambda z, t: BINARY(z, tensor(t), reduction="sum"),
}

# Ordinary, far out, near and exactly at the target.
DISTANCES = [
    ([0.3], [-1.1]), ([1.0, -2.5], [0.5, 4.0]), ([0.1, 0.2, -0.3, 7.0, 2.0], [0.3, 0.2, -0.1, -6.0, 2.5]),
    ([1000.0], [-1000.0]), ([-1000.0, 1000.0], [1000.0, 1000.0]), ([1e6, 0.0], [0.0, 1e-6]),
    ([2.0], [2.0]), ([1.0, 2.0, 3.0], [1.0, 2.0, 4.0]), ([0.5, 0.25], [0.50000001, 0.24999999]),
]
DELTAS = [1.0, 0.25, 3.0, 1000.0, 1e-3]
# |o - t| = delta exactly, on both sides; and a step to either side of it.
SEAMS = [([delta, -delta, delta * 0.999, -delta * 1.001], [0.0, 0.0, 0.0, 0.0]) for delta in DELTAS]
SIDES = [
    ([0.25], [1.0]), ([0.3, -0.7, 2.0], [1.0, 1.0, -1.0]), ([-3.0, 3.0], [-1.0, 1.0]), ([1000.0], [-1.0]),
    ([-1000.0, 1000.0, 1000.0], [1.0, 1.0, -1.0]), ([1.0], [1.0]), ([-1.0, 1.0], [-1.0, -1.0]),
    ([0.9999999, 1.0000001], [1.0, 1.0]),
]
LOGITS = [
    [0.3, -1.2], [1.0, 2.0, 3.0], [0.1, -0.2, 4.0, 2.5, -3.0], [5.0, 5.0], [0.0, 0.0, 0.0], [1000.0, 1000.0, -1000.0],
    [1000.0, -1000.0], [-1000.0, 1000.0, 999.0], [1000.0, 995.0], [-1000.0, -1001.0, -990.0], [40.0, 0.0], [700.0, 0.0, 1.0],
]
SOFT = {2: [[0.5, 0.5], [0.25, 0.75], [1.0, 0.0]], 3: [[0.25, 0.25, 0.5], [0.0, 1.0, 0.0], [0.125, 0.0, 0.875]],
        5: [[0.125, 0.25, 0.125, 0.25, 0.25]]}
LABELS = [
    ([0.7], [0.25]), ([0.3, -2.0], [1.0, 0.0]), ([0.3, -2.0, 5.5], [0.1, 0.4, 0.9]), ([0.0], [0.5]), ([0.0, 0.0], [1.0, 0.0]),
    ([1000.0], [1.0]), ([1000.0], [0.0]), ([-1000.0, -1000.0], [1.0, 0.0]), ([1000.0, -1000.0], [0.25, 0.75]),
    ([40.0, -40.0], [1.0, 0.0]), ([40.0, -40.0], [0.0, 1.0]), ([700.0, 1e-8], [1.0, 0.0]), ([17.0, 18.0, 34.0, 38.0], [1.0] * 4),
]
CASES = (
    [(name, outputs, target, {}) for name in ("mse", "mae", "quadratic") for outputs, target in DISTANCES]
    + [("huber", outputs, target, {"delta": delta})
       for delta, seam in zip(DELTAS, SEAMS) for outputs, target in DISTANCES + [seam]]
    + [("hinge", outputs, target, {}) for outputs, target in SIDES]
    + [("crossEntropy", z, target, {}) for z in LOGITS for target in [*range(len(z)), *SOFT[len(z)]]]
    + [(name, z, target, {}) for name in ("binaryCrossEntropyWithLogits", "sigmoidCrossEntropy") for z, target in LABELS]
)


def near(torch_s, exact, scale):
    """Equal up to some roundings of 1 and of the largest logit."""
    return abs(torch_s - exact) <= 1e-13 * abs(exact) + 4e-16 * scale


def line(name, outputs, target, options):
    o = tensor(outputs, requires_grad=True)
    value = LOSSES[name](o, target, **options)
    value.backward()
    value, gradient = value.item(), o.grad.tolist()
    if name.lower().endswith("crossentropy"):
        exact, first, _ = derivatives(definition(name, target), outputs)
        exact, first = float(exact), [float(g) for g in first]
        assert near(value, exact, max(map(abs, outputs))), (name, outputs, target, value, exact)
        assert all(near(g, e, 1) for g, e in zip(gradient, first)), (name, outputs, target, gradient, first)
        value, gradient = exact, first
    case = {"loss": name, "outputs": outputs, "target": target, **options, "value": value, "gradient": gradient}
    return json.dumps(case, separators=(",", ":"))


print("[\n" + ",\n".join(line(*case) for case in CASES) + "\n]")
