"""Writes optimizers.json: 40-step paths of PyTorch's optimizers in double precision (Debian's python3-torch will do).

    /usr/bin/python3 optimizers.py > optimizers.json

Two problems. "valley": f(x, y) = sin(3x) + x²y² + (y - x²)² from (-1.1, 1.4), which is not convex. "net": a 2-3-1 tanh
network, mean squared error over 5 points, full batch. Every row of a path is all parameters after a step.
"""
import json
import torch

torch.set_default_dtype(torch.float64)

STEPS = 40
CASES = {
    "SGD": (torch.optim.SGD, [{"lr": 0.02}, {"lr": 0.01, "momentum": 0.9}, {"lr": 0.01, "momentum": 0.8, "nesterov": True},
                              {"lr": 0.02, "momentum": 0.5, "weight_decay": 0.1}]),
    "Adagrad": (torch.optim.Adagrad, [{"lr": 0.1}, {"lr": 0.3, "eps": 1e-3}]),
    "RMSProp": (torch.optim.RMSprop, [{"lr": 0.01}, {"lr": 0.02, "alpha": 0.9, "eps": 1e-3}]),
    "Adam": (torch.optim.Adam, [{"lr": 0.05}, {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-3}]),
    "AdamW": (torch.optim.AdamW, [{"lr": 0.05}, {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-4, "weight_decay": 0.2}]),
}
NAMES = {"weight_decay": "weightDecay"}

X = torch.tensor([[0.5, -1.0], [1.5, 0.3], [-0.7, 0.8], [0.0, -0.4], [-1.2, -0.9]])
Y = torch.tensor([[0.3], [-0.6], [0.9], [0.1], [-0.2]])
THETA = [[[0.1, 0.5, -0.4], [-0.2, 0.3, 0.8], [0.05, -0.7, 0.2]], [[0.15, 0.6, -0.5, 0.9]]]


def valley():
    p = torch.tensor([-1.1, 1.4], requires_grad=True)

    def loss():
        x, y = p
        return torch.sin(3 * x) + x * x * y * y + (y - x * x) ** 2

    return [p], loss


def net():
    t1, t2 = (torch.tensor(t, requires_grad=True) for t in THETA)

    def loss():
        ones = torch.ones(len(X), 1)
        a = torch.tanh(torch.cat([ones, X], 1) @ t1.T)
        return ((torch.cat([ones, a], 1) @ t2.T - Y) ** 2).mean()

    return [t1, t2], loss


def path(problem, kind, options):
    parameters, loss = problem()
    optimizer = kind(parameters, **options)
    rows = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
        rows.append([x for p in parameters for x in p.detach().reshape(-1).tolist()])
    return rows


def ours(options):
    result = {}
    for key, value in options.items():
        if key == "betas":
            result["beta1"], result["beta2"] = value
        else:
            result[NAMES.get(key, key)] = value
    return result


paths = [
    {"problem": problem.__name__, "optimizer": name, "options": ours(options), "path": path(problem, kind, options)}
    for name, (kind, cases) in CASES.items() for options in cases for problem in (valley, net)
]
print("[\n" + ",\n".join(json.dumps(p) for p in paths) + "\n]")
