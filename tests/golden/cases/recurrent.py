"""LSTM, UNIDIRECTIONAL_SEQUENCE_LSTM: float, runs one after the other, whose states go on."""
from single_op import Case, T


def lstm(name, op, steps, batch, inputs, cells, outputs=None, input_gate=True, peepholes=False, norms=False, bias=True, runs=2,
         time_major=True, activation="TANH", **options):
    width = outputs or cells
    w = lambda *shape: T("f32", shape, data=True, low=-.8, high=.8)
    gates = lambda make: [make() if input_gate or i else None for i in range(4)]
    tensors = [T("f32", (batch, inputs) if op == "LSTM" else (steps, batch, inputs) if time_major else (batch, steps, inputs), low=-1, high=1)]
    tensors += gates(lambda: w(cells, inputs)) + gates(lambda: w(cells, width))
    tensors += [w(cells) if peepholes and (input_gate or i) else None for i in range(3)]
    tensors += gates(lambda: w(cells))
    tensors += [w(width, cells) if outputs else None, w(width) if outputs and bias else None]
    tensors += [T("f32", (batch, width), variable=True), T("f32", (batch, cells), variable=True)]
    if norms:
        tensors += gates(lambda: w(cells))
    if op != "LSTM":
        options["timeMajor"] = time_major
    return Case(name, op, tensors, [T("f32")], options=options, activation=activation, steps=runs,
                options_name="LSTMOptions" if op == "LSTM" else "UnidirectionalSequenceLSTMOptions")


def cases():
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
