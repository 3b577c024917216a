"""Writes xoshiro.json: the first numbers of some seeds, by another hand than packages/nn/src/random.ts.

    python3 xoshiro.py > xoshiro.json        (needs mpmath)

The generator is xoshiro128** 1.1 after the C program of its authors (Blackman and Vigna, 2018). A seed is made into its
state with splitmix32: the high half of the 53-bit seed starts it, its first word xor the low half starts it again, and
the four words after that are the state. Every list is of a fresh generator.
"""
import json

from mpmath import mp

mp.dps = 50

WORD = 2**32


def rotl(x, k):
    return ((x << k) | (x >> (32 - k))) % WORD


def xoshiro(s):
    s = list(s)
    while True:
        result = rotl(s[1] * 5 % WORD, 7) * 9 % WORD
        t = s[1] << 9
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] = (s[2] ^ t) % WORD
        s[3] = rotl(s[3], 11)
        yield result


def splitmix(x):
    while True:
        x = (x + 0x9E3779B9) % WORD
        z = (x ^ (x >> 16)) * 0x21F0AAAD % WORD
        z = (z ^ (z >> 15)) * 0x735A2D97 % WORD
        yield z ^ (z >> 15)


def state(seed):
    high, low = divmod(seed, WORD)
    words = splitmix(next(splitmix(high % WORD)) ^ low)
    return [next(words) for _ in range(4)]


def uniforms(bits):
    while True:
        yield ((next(bits) >> 5) * 2**26 + (next(bits) >> 6)) / 2**53


def normals(uniform):
    while True:
        u, v = mp.mpf(next(uniform)), mp.mpf(next(uniform))
        yield float(mp.sqrt(-2 * mp.log(1 - u)) * mp.cospi(2 * v))  # 50 digits, then rounded once


def first(count, numbers):
    return [next(numbers) for _ in range(count)]


def line(seed):
    fresh = lambda: xoshiro(state(seed))
    return {"seed": seed, "state": state(seed), "uint32": first(12, fresh()), "uniform": first(6, uniforms(fresh())),
            "normal": first(6, normals(uniforms(fresh())))}


# Known from the tests of other implementations.
assert first(4, xoshiro([1, 2, 3, 4])) == [11520, 0, 5927040, 70819200]
SEEDS = [0, 1, 2, 42, 123456789, -1, -(2**40), WORD - 1, WORD, WORD + 1, 2**53 - 1]
print("[\n" + ",\n".join(json.dumps(line(seed)) for seed in SEEDS) + "\n]")
