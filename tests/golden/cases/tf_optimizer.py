"""Select TF ops that step variables by a gradient."""
from cases.tf_state import constant
from graphs import GraphCase
from reference import Shape
from single_op import T

# v a variable, g the gradient, numbers scalars, "step" an int64 one. Sparse ops have the indices behind the gradient.
RULES = {
    "GradientDescent": ("v", .25, "g"), "Momentum": ("v", "v", .25, "g", .875), "KerasMomentum": ("v", "v", .25, "g", .875),
    "Adam": ("v", "v", "v", .81, .998, .01, .9, .999, 1e-3, "g"), "AdamWithAmsgrad": ("v", "v", "v", "v", .81, .998, .01, .9, .999, 1e-3, "g"),
    "AdaMax": ("v", "v", "v", .81, .01, .9, .999, 1e-3, "g"), "Adagrad": ("v", "v", .25, "g"), "AdagradV2": ("v", "v", .25, .01, "g"),
    "AdagradDA": ("v", "v", "v", "g", .25, .5, .125, "step"), "Adadelta": ("v", "v", "v", .25, .9, .01, "g"),
    "RMSProp": ("v", "v", "v", .25, .9, .5, .01, "g"), "CenteredRMSProp": ("v", "v", "v", "v", .25, .9, .5, 9., "g"),
    "Ftrl": ("v", "v", "v", "g", .25, 1., .5, -.5), "FtrlV2": ("v", "v", "v", "g", .25, 1., .5, .125, -.75),
    "AddSign": ("v", "v", .25, 1.5, .5, .75, "g"), "PowerSign": ("v", "v", .25, 1., .5, .75, "g"),
    "ProximalGradientDescent": ("v", .25, 1., .5, "g"), "ProximalAdagrad": ("v", "v", .25, 1., .5, "g"),
}
DENSE_ONLY = ("GradientDescent", "Adam", "AdamWithAmsgrad", "AdaMax", "AddSign", "PowerSign")
OPTIONS = {"Momentum": "use_nesterov", "KerasMomentum": "use_nesterov", "Adam": "use_nesterov", "Adagrad": "update_slots",
           "AdagradV2": "update_slots", "Ftrl": "multiply_linear_by_lr", "FtrlV2": "multiply_linear_by_lr"}


def apply(rule, sparse, options=None, shape=(4, 3), wrong=None, indices=(2, 0, 2), index="i32", inputs=None):
    def make(m):
        g = m.graph()
        args, variables = [], []
        for n, role in enumerate(inputs or RULES[rule]):
            if role == "v":
                v = g.tf_node("VarHandleOp", [], [T("resource")], {"container": "", "shared_name": f"v{n}", "shape": Shape(list(shape))},
                              dtype="float32")
                low = -4 if not variables or rule in ("AddSign", "PowerSign", "Momentum", "KerasMomentum") else 1
                g.tf_node("AssignVariableOp", [v, g.input(T("f32", shape, low=low, high=5))], [], dtype="float32")
                variables.append(v)
                args.append(v)
            elif role == "g":
                args.append(g.input(T("f32", wrong or ((len(indices), *shape[1:]) if sparse else shape))))
                if sparse:
                    args.append(constant(g, list(indices), index))
            else:
                args.append(constant(g, 3, "i64") if role == "step" else constant(g, role, "f32"))
        types = {"T": "float32", **({"Tindices": {"i32": "int32", "i64": "int64"}[index]} if sparse else {})}
        g.tf_node(f"Resource{'Sparse' if sparse else ''}Apply{rule}", args, [], options, **types)
        for v in variables:
            g.output(g.tf_node("ReadVariableOp", [v], [T("f32", shape)], dtype="float32"))
    return make


def cases():
    for rule in RULES:
        for sparse in (False, True)[:1 if rule in DENSE_ONLY else 2]:
            op = f"FlexResource{'Sparse' if sparse else ''}Apply{rule}"
            yield GraphCase("f32", op, apply(rule, sparse))
            for option in (False, True) if rule in OPTIONS else ():
                yield GraphCase(f"f32_{int(option)}", op, apply(rule, sparse, {OPTIONS[rule]: option}))
            yield GraphCase("shape", op, apply(rule, sparse, wrong=(3, 2)), refused=True)
    yield GraphCase("scalar", "FlexResourceApplyAdam", apply("Adam", False, shape=()))
    yield GraphCase("i64", "FlexResourceSparseApplyAdagrad", apply("Adagrad", True, index="i64", shape=(5,)))
    for at in (4, -1):
        yield GraphCase(f"outside_{at}", "FlexResourceSparseApplyMomentum", apply("Momentum", True, indices=(0, at, 1)), refused=True)
    for rule in ("ProximalGradientDescent", "ProximalAdagrad", "AdagradDA"):  # without l1
        plain = [0. if n == RULES[rule].index(1. if rule != "AdagradDA" else .5) else x for n, x in enumerate(RULES[rule])]
        yield GraphCase("plain", f"FlexResourceApply{rule}", apply(rule, False, inputs=plain))
