"""Select TF op Einsum."""
from cases.tf_twins import case
from single_op import T

EQUATIONS = {"product": ("ab,bc->ac", (3, 4), (4, 5)), "batch": ("abc,acd->abd", (2, 3, 4), (2, 4, 5)), "turned": ("ab,cb->ca", (3, 4), (5, 4)),
             "attention": ("aecd,abcd->acbe", (2, 3, 2, 4), (2, 5, 2, 4)), "projection": ("abc,cde->abde", (2, 3, 4), (4, 2, 3)),
             "outer": ("a,b->ba", (3,), (4,)), "dot": ("ab,ab->", (3, 4), (3, 4)), "sum": ("abc->b", (2, 3, 4)), "transpose": ("abc->cab", (2, 3, 4)),
             "trace": ("aab->b", (3, 3, 2)), "total": ("ab->", (2, 3)), "vector": ("abc,c->ab", (2, 3, 4), (4,)), "upper": ("aA,Ab->ab", (2, 3), (3, 2)),
             "ellipsis": ("...ab,...bc->...ac", (2, 3, 4), (2, 4, 5)), "broadcast": ("...ab,...bc->...ac", (2, 1, 3, 4), (3, 4, 2)),
             "ellipsis_end": ("a...,ab->b...", (3, 2, 2), (3, 4)), "ellipsis_one": ("...a->a...", (2, 3, 4)), "one": ("ab,bc->ac", (1, 1), (1, 1)),
             "diagonal": ("a->aa", (3,)), "apart": ("ab,c->bab", (2, 3), (2,)), "all": ("...ab->b...aab", (2, 2, 3)), "both": ("aa,ab->bb", (2, 2), (2, 3))}
WRONG = {"dims": ("ab,bc->ac", (3, 4), (3, 5)), "rank": ("ab,bc->ac", (3, 4, 1), (4, 5)), "arrow": ("ab,bc", (3, 4), (4, 5)),
         "square": ("aa->a", (2, 3)), "inputs": ("ab->a", (3, 4), (4, 5)),
         "ones": ("ab,bc->ac", (3, 1), (4, 5))}


def cases():
    for name, (equation, *shapes) in {**EQUATIONS, **WRONG}.items():
        yield case("Einsum", f"f32_{name}", [T("f32", s) for s in shapes], [T("f32")], {"equation": equation, "N": len(shapes)}, T="f32",
                   refused=name in WRONG)
