"""LSTM, RNN and SVDF of one direction and two, float and hybrid, and int8 SVDF: runs one after the other, whose states go
on."""
import numpy as np
from single_op import Case, T


def weights(hybrid):
    """A function from shapes to weights of float, or of the type `hybrid`."""
    if not hybrid:
        return lambda *shape: T("f32", shape, data=True, low=-.8, high=.8)
    if hybrid == "i8":
        return lambda *shape: T("i8", shape, .8 / 127, 0, data=True, low=-127)
    # The reference takes bytes of uint8 weights as int8, and some of its loops cannot multiply by -128.
    values = np.random.Generator(np.random.PCG64(5))
    return lambda *shape: T("u8", shape, .8 / 127, 0, data=values.integers(129, 384, shape) % 256)


def lstm(name, op, steps, batch, inputs, cells, outputs=None, input_gate=True, peepholes=False, norms=False, bias=True, runs=2,
         time_major=True, activation="TANH", hybrid=None, **options):
    width = outputs or cells
    w = lambda *shape: T("f32", shape, data=True, low=-.8, high=.8)
    q = weights(hybrid)
    gates = lambda make: [make() if input_gate or i else None for i in range(4)]
    tensors = [T("f32", (batch, inputs) if op == "LSTM" else (steps, batch, inputs) if time_major else (batch, steps, inputs), low=-1, high=1)]
    tensors += gates(lambda: q(cells, inputs)) + gates(lambda: q(cells, width))
    tensors += [q(cells) if peepholes and (input_gate or i) else None for i in range(3)]
    tensors += gates(lambda: w(cells))
    tensors += [q(width, cells) if outputs else None, w(width) if outputs and bias else None]
    tensors += [T("f32", (batch, width), variable=True), T("f32", (batch, cells), variable=True)]
    if norms:
        tensors += gates(lambda: w(cells))
    if op != "LSTM":
        options["timeMajor"] = time_major
    return Case(name, op, tensors, [T("f32")], options=options, activation=activation, steps=runs,
                options_name="LSTMOptions" if op == "LSTM" else "UnidirectionalSequenceLSTMOptions")


def lstm_i8(name, op, steps, batch, inputs, cells, outputs=None, input_gate=True, peepholes=False, norms=False, bias=True,
            time_major=True, cell_scale=2. ** -11, **options):
    width = outputs or cells
    x, h, w = .01, .008, .8 / 127
    q = lambda *shape: T("i8", shape, w, 0, data=True, low=-127)
    norm = .8 / 32767
    # Biases have the scale of what they are added to; with layer normalization that is the normalized sum.
    b = lambda: T("i32", (cells,), norm / 1024 if norms else x * w, 0, data=True, low=-5000, high=5000)
    gates = lambda make: [make() if input_gate or i else None for i in range(4)]
    tensors = [T("i8", (batch, inputs) if op == "LSTM" else (steps, batch, inputs) if time_major else (batch, steps, inputs), x, -3)]
    tensors += gates(lambda: q(cells, inputs)) + gates(lambda: q(cells, width))
    tensors += [T("i16", (cells,), norm, 0, data=True, low=-32767) if peepholes and (input_gate or i) else None for i in range(3)]
    tensors += gates(b)
    between = .007 if outputs else h
    tensors += [q(width, cells) if outputs else None,
                T("i32", (width,), between * w, 0, data=True, low=-5000, high=5000) if outputs and bias else None]
    tensors += [T("i8", (batch, width), h, 5, variable=True), T("i16", (batch, cells), cell_scale, 0, variable=True)]
    if norms:
        tensors += gates(lambda: T("i16", (cells,), norm, 0, data=True, low=-32767))
    if op != "LSTM":
        options["timeMajor"] = time_major
    return Case(name, op, tensors, [T("i8", (), h, 5)], options=options, activation="TANH", steps=3,
                options_name="LSTMOptions" if op == "LSTM" else "UnidirectionalSequenceLSTMOptions",
                intermediates=[T("i16", (), .0005, 0)] * 4 + [T("i8", (), between, 5 if not outputs else -7)])


def both_lstm(name, steps, batch, inputs, cells, outputs=None, aux=None, aux_weights=False, input_gate=True, peepholes=False,
              time_major=True, merge=False, hybrid=None, **options):
    width = outputs or cells
    w, q = weights(None), weights(hybrid)
    gates = lambda make: [make() if input_gate or i else None for i in range(4)]
    shape = lambda n: (steps, batch, n) if time_major else (batch, steps, n)
    tensors = [T("f32", shape(inputs), low=-1, high=1)]
    for direction in range(2):
        columns = aux if direction and aux and not aux_weights else inputs
        tensors += gates(lambda: q(cells, columns)) + gates(lambda: q(cells, width))
        tensors += [q(cells) if peepholes and (input_gate or i) else None for i in range(3)]
        tensors += gates(lambda: w(cells)) + [q(width, cells) if outputs else None, w(width) if outputs else None]
    for direction in range(2):
        tensors += [T("f32", (batch, width), variable=True), T("f32", (batch, cells), variable=True)]
    tensors += [T("f32", shape(aux), low=-1, high=1) if aux else None]
    for direction in range(2):
        tensors += gates(lambda: q(cells, aux)) if aux_weights else [None] * 4
    return Case(name, "BIDIRECTIONAL_SEQUENCE_LSTM", tensors, [T("f32")] * (1 if merge else 2), activation="TANH", steps=2,
                options=dict(options, timeMajor=time_major, mergeOutputs=merge), options_name="BidirectionalSequenceLSTMOptions")


def rnn(name, op, steps, batch, inputs, units, aux=None, aux_weights=False, time_major=True, merge=False, activation="TANH",
        hybrid=None, **options):
    w, q = weights(None), weights(hybrid)
    shape = lambda n: (batch, n) if op == "RNN" else (steps, batch, n) if time_major else (batch, steps, n)
    direction = lambda columns, n: [q(n, columns), q(n, n), w(n), T("f32", (batch, n), variable=True)]
    tensors = [T("f32", shape(inputs), low=-1, high=1)] + direction(inputs, units)
    if op.startswith("BI"):
        tensors += direction(aux if aux and not aux_weights else inputs, units + 1)
        tensors += [T("f32", shape(aux), low=-1, high=1) if aux else None]
        tensors += [q(units, aux), q(units + 1, aux)] if aux_weights else [None, None]
        options["mergeOutputs"] = merge
    if op != "RNN":
        options["timeMajor"] = time_major
    return Case(name, op, tensors, [T("f32")] * (2 if op.startswith("BI") and not merge else 1), options=options,
                activation=activation, steps=2,
                options_name={"RNN": "RNNOptions", "UNIDIRECTIONAL_SEQUENCE_RNN": "SequenceRNNOptions"}.get(
                    op, "BidirectionalSequenceRNNOptions"))


def svdf(name, batch, inputs, units, rank, memory, bias=True, activation="NONE", hybrid=None, **options):
    q, filters = weights(hybrid), units * rank
    tensors = [T("f32", (batch, inputs), low=-1, high=1), q(filters, inputs), q(filters, memory),
               weights(None)(units) if bias else None, T("f32", (batch, memory * filters), variable=True)]
    return Case(name, "SVDF", tensors, [T("f32")], options=dict(options, rank=rank), activation=activation, steps=5,
                options_name="SVDFOptions")


def svdf_i8(name, batch, inputs, units, rank, memory, bias=True):
    filters = units * rank
    state = .01 * .008 * inputs ** .5 * 73 * 2 / 32767
    tensors = [T("i8", (batch, inputs), .01, 4), T("i8", (filters, inputs), .008, 0, data=True),
               T("i16", (filters, memory), 1e-4, 0, data=True, low=-20000, high=20000),
               T("i32", (units,), state * 1e-4, 0, data=True, low=-100000, high=100000) if bias else None,
               T("i16", (batch, memory * filters), state, 0, variable=True)]
    return Case(name, "SVDF", tensors, [T("i8", (), state * 2e4 * 1e-4 * (rank * memory) ** .5, -100)],
                options=dict(rank=rank), activation="RELU", steps=5, options_name="SVDFOptions")


def cases():
    for hybrid, kind in ((None, "f32"), ("i8", "hybrid"), ("u8", "hybrid_u8")):
        more = dict(hybrid=hybrid)
        for op in ("RNN", "UNIDIRECTIONAL_SEQUENCE_RNN", "BIDIRECTIONAL_SEQUENCE_RNN"):
            yield rnn(f"{kind}_plain", op, 4, 2, 3, 5, **more)
            yield rnn(f"{kind}_wide", op, 3, 3, 40, 33, activation="RELU", **more)
            if hybrid:
                yield rnn(f"{kind}_asymmetric", op, 4, 2, 6, 5, asymmetricQuantizeInputs=True, **more)
            if op != "RNN":
                yield rnn(f"{kind}_batch_major", op, 4, 3, 3, 5, time_major=False, **more)
        both = "BIDIRECTIONAL_SEQUENCE_RNN"
        yield rnn(f"{kind}_merged", both, 4, 2, 3, 5, merge=True, time_major=False, **more)
        yield rnn(f"{kind}_stacked", both, 4, 1, 3, 5, aux=3, time_major=False, **more)
        yield rnn(f"{kind}_linked", both, 4, 2, 3, 5, aux=3, aux_weights=True, time_major=False, **more)
        yield both_lstm(f"{kind}_plain", 4, 2, 3, 5, **more)
        yield both_lstm(f"{kind}_merged", 4, 2, 3, 5, merge=True, **more)
        yield both_lstm(f"{kind}_batch_major", 4, 2, 3, 5, time_major=False, **more)
        # Of a batch of more than one, the reference looks for the states in the wrong place.
        yield both_lstm(f"{kind}_batch_major_merged", 4, 1, 3, 5, merge=True, time_major=False, **more)
        yield both_lstm(f"{kind}_stacked", 4, 2, 3, 5, aux=3, **more)
        yield both_lstm(f"{kind}_linked", 4, 2, 3, 5, aux=3, aux_weights=True, **more)
        yield both_lstm(f"{kind}_coupled", 4, 2, 3, 5, input_gate=False, peepholes=True, **more)
        yield both_lstm(f"{kind}_projection", 4, 2, 3, 6, 4, peepholes=True, cellClip=.5, projClip=.4, **more)
        yield svdf(f"{kind}_plain", 2, 3, 5, 1, 4, **more)
        yield svdf(f"{kind}_rank2", 2, 8, 4, 2, 10, activation="RELU", **more)
        yield svdf(f"{kind}_no_bias", 1, 33, 7, 3, 1, bias=False, activation="RELU6", **more)
        if hybrid:
            yield svdf(f"{kind}_asymmetric", 2, 8, 4, 2, 10, asymmetricQuantizeInputs=True, **more)
    yield svdf_i8("i8_plain", 2, 3, 5, 1, 4)
    yield svdf_i8("i8_rank2", 2, 40, 4, 2, 10)
    yield svdf_i8("i8_no_bias", 1, 33, 7, 3, 8, bias=False)
    for op, short in (("LSTM", "one"), ("UNIDIRECTIONAL_SEQUENCE_LSTM", "sequence")):
        yield lstm_i8(f"i8_{short}_plain", op, 4, 2, 3, 5)
        yield lstm_i8(f"i8_{short}_wide", op, 3, 3, 40, 33, cell_scale=2. ** -12)
        yield lstm_i8(f"i8_{short}_projection", op, 4, 2, 6, 7, 4, cellClip=.5, projClip=.4, cell_scale=2. ** -13)
        yield lstm_i8(f"i8_{short}_projection_no_bias", op, 4, 2, 6, 7, 4, bias=False, cell_scale=2. ** -10)
        yield lstm_i8(f"i8_{short}_coupled", op, 4, 2, 6, 7, input_gate=False, peepholes=True, cell_scale=2. ** -15)
        yield lstm_i8(f"i8_{short}_peepholes", op, 4, 2, 6, 7, peepholes=True, cell_scale=2. ** -9)
        yield lstm_i8(f"i8_{short}_norms", op, 4, 2, 6, 8, norms=True)
        yield lstm_i8(f"i8_{short}_all", op, 5, 3, 7, 9, 9, peepholes=True, norms=True)
    yield lstm_i8("i8_batch_major", "UNIDIRECTIONAL_SEQUENCE_LSTM", 4, 3, 3, 5, time_major=False)
    for hybrid, kind in (("i8", "hybrid"), ("u8", "hybrid_u8")):
        for op, short in (("LSTM", "one"), ("UNIDIRECTIONAL_SEQUENCE_LSTM", "sequence")):
            more = dict(hybrid=hybrid)
            yield lstm(f"{kind}_{short}_plain", op, 4, 2, 3, 5, **more)
            yield lstm(f"{kind}_{short}_wide", op, 3, 3, 40, 33, **more)
            yield lstm(f"{kind}_{short}_coupled", op, 4, 2, 3, 5, input_gate=False, **more)
            if hybrid == "i8":
                yield lstm(f"{kind}_{short}_asymmetric", op, 4, 2, 6, 5, 4, asymmetricQuantizeInputs=True, **more)
                yield lstm(f"{kind}_{short}_all", op, 5, 3, 7, 9, 6, peepholes=True, norms=True, cellClip=2.0, projClip=1.0, **more)

    for op, short in (("LSTM", "one"), ("UNIDIRECTIONAL_SEQUENCE_LSTM", "sequence")):
        yield lstm(f"f32_{short}_plain", op, 4, 2, 3, 5)
        yield lstm(f"f32_{short}_wide", op, 3, 3, 40, 33)
        yield lstm(f"f32_{short}_projection", op, 4, 2, 3, 6, 4)
        yield lstm(f"f32_{short}_projection_no_bias", op, 4, 2, 3, 6, 7, bias=False, projClip=.3)
        yield lstm(f"f32_{short}_peepholes", op, 4, 2, 3, 5, peepholes=True, cellClip=.5)
        yield lstm(f"f32_{short}_coupled", op, 4, 2, 3, 5, input_gate=False)
        yield lstm(f"f32_{short}_coupled_all", op, 4, 2, 3, 5, 4, input_gate=False, peepholes=True, norms=True)
        yield lstm(f"f32_{short}_norms", op, 4, 2, 3, 5, norms=True)
        yield lstm(f"f32_{short}_all", op, 5, 3, 7, 9, 6, peepholes=True, norms=True, cellClip=2.0, projClip=1.0)
        yield lstm(f"f32_{short}_relu6", op, 3, 2, 3, 4, activation="RELU6")
    yield lstm("f32_batch_major", "UNIDIRECTIONAL_SEQUENCE_LSTM", 4, 3, 3, 5, time_major=False)
