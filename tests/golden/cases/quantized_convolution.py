"""CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED, TRANSPOSE_CONV and pools, int8 and uint8.

Shapes and options are drawn from a seed. Half of the cases have scales that are powers of two: then the factor from
sums to outputs is one too and ties of its roundings, in which the reference's code paths differ, are frequent.
"""
import random

from single_op import Case, T

ACTIVATIONS = ["NONE", "RELU", "RELU6", "RELU_N1_TO_1"]
RANGE = {"i8": (-128, 127), "u8": (0, 255)}
COUNT = {"CONV_2D": 14, "DEPTHWISE_CONV_2D": 16, "FULLY_CONNECTED": 12, "TRANSPOSE_CONV": 16, "AVERAGE_POOL_2D": 6,
         "MAX_POOL_2D": 6}


class Draw:
    """One case's random choices."""

    def __init__(self, op, t, number):
        self.random = random.Random(f"{op} {t} {number}")
        self.t, (self.low, self.high) = t, RANGE[t]
        self.ties = number % 2 == 0
        self.channelwise = t == "i8" and number % 3 != 0
        pick = self.pick
        self.activation = "NONE" if number % 4 < 2 else ACTIVATIONS[pick(0, 3)]
        self.batch = pick(1, 3) if number % 3 == 0 else 1
        self.input_scale = 2. ** -pick(2, 6) if self.ties else self.random.uniform(.005, .1)
        self.weight_scale = 2. ** -pick(3, 7) if self.ties else self.random.uniform(.001, .05)
        self.input_zero = pick(self.low, self.high)
        self.kernel = pick(1, 4), pick(1, 5)
        self.strides = pick(1, 3), pick(1, 3)
        self.padding = pick(0, 1)
        self.dilation = (pick(1, 2), pick(1, 3)) if number % 4 == 1 else (1, 1)
        self.size = tuple(pick(1, 6) + (k - 1) * d for k, d in zip(self.kernel, self.dilation))

    def pick(self, low, high):
        return self.random.randint(low, high)

    def input(self, *shape):
        return T(self.t, shape, self.input_scale, self.input_zero)

    def weights(self, shape, dim):
        """Weights with a scale for each slice of `dim`, or one scale (and, uint8, a zero point)."""
        scale, zero = self.weight_scale, self.pick(110, 140) if self.t == "u8" else 0
        if self.channelwise:
            scale = [scale * (2. ** -self.pick(0, 2) if self.ties else self.random.uniform(.3, 1))
                     for _ in range(shape[dim])]
        return T(self.t, shape, scale, zero, data=True, dim=dim)

    def bias(self, weights, channels):
        scale = weights.scale if self.channelwise else [weights.scale]
        return T("i32", (channels,), [self.input_scale * s for s in scale], 0, low=-3000, high=3000, data=True)

    def output(self, depth):
        """A scale that uses the type's range and lets some results saturate."""
        scale = self.input_scale * self.weight_scale * 90 * depth ** .5
        if self.ties:
            power = 1.
            while power < scale:
                power *= 2
            while power > scale:
                power /= 2
            scale = power
        return T(self.t, (), scale, self.pick(self.low + 50, self.high - 50))

    def options(self, **more):
        return dict(padding=self.padding, strideH=self.strides[0], strideW=self.strides[1], **more)

    def dilated_options(self, **more):
        return self.options(dilationHFactor=self.dilation[0], dilationWFactor=self.dilation[1], **more)


def make(op, d, name, number):
    (h, w), pick = d.kernel, d.pick
    if op == "CONV_2D":
        groups = pick(2, 3) if number % 5 == 4 else 1
        depth, channels = pick(1, 9) if number % 3 else pick(16, 70), groups * (pick(1, 12) if number % 4 else 37)
        weights = d.weights((channels, h, w, depth), 0)
        return Case(name, op, [d.input(d.batch, *d.size, depth * groups), weights, d.bias(weights, channels)],
                    [d.output(h * w * depth)], 3, d.dilated_options(), d.activation)
    if op == "DEPTHWISE_CONV_2D":
        depth, multiplier = [1, 3, 4, 8, 13, 16, 21, 33][pick(0, 7)], 1 if number % 3 else [2, 3, 4, 8][pick(0, 3)]
        channels = depth * multiplier
        weights = d.weights((1, h, w, channels), 3)
        return Case(name, op, [d.input(d.batch, *d.size, depth), weights, d.bias(weights, channels)],
                    [d.output(h * w)], 3, d.dilated_options(depthMultiplier=multiplier), d.activation)
    if op == "FULLY_CONNECTED":
        depth, units, rows = pick(1, 90), pick(1, 40), [1, 3, 4, 9][number % 4]
        weights = d.weights((units, depth), 0)
        if d.t == "i8" and not d.channelwise:
            weights.zero = pick(-20, 20)
        keep = number % 5 == 3
        bias = None if number % 4 == 1 else d.bias(weights, units)
        return Case(name, op, [d.input(*((rows, 2) if keep else (rows,)), depth), weights, bias], [d.output(depth)],
                    5 if keep else 4 if bias else 6, dict(keepNumDims=keep), d.activation)
    if op == "TRANSPOSE_CONV":
        depth, channels, size = pick(1, 20), [1, 3, 8, 13, 18][number % 5], (pick(1, 4), pick(1, 5))
        weights = d.weights((channels, h, w, depth), 0)
        shape = [d.batch, *(n * s if d.padding == 0 else (n - 1) * s + k
                            for n, s, k in zip(size, d.strides, d.kernel)), channels]
        inputs = [T("i32", (4,), data=shape) if number % 4 else T("i32", (4,), feed=shape), weights,
                  d.input(d.batch, *size, depth)]
        if number % 3:
            inputs.append(d.bias(weights, channels))
        return Case(name, op, inputs, [d.output(max(1, depth * h * w // (d.strides[0] * d.strides[1])))], 3,
                    d.options(), d.activation)
    input = d.input(d.batch, *(n + 2 for n in d.size), pick(1, 40))
    return Case(name, op, [input], [T(d.t, (), d.input_scale, d.input_zero)], 2,
                d.options(filterHeight=h, filterWidth=w), d.activation, "Pool2DOptions")


def cases():
    for op, count in COUNT.items():
        for t in RANGE:
            for number in range(count):
                yield make(op, Draw(op, t, number), f"{t}_{number}", number)
