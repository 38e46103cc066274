"""TFLite_Detection_PostProcess: boxes from anchors, suppressed overlaps."""
import numpy as np
from single_op import Case, T

OP = "TFLite_Detection_PostProcess"
ANCHORS = [[.5, .5, 1., 1.], [.5, .5, 1., 1.], [.5, .5, 1., 1.], [.5, 10.5, 1., 1.], [.5, 10.5, 1., 1.], [.5, 100.5, 1., 1.]]
BOXES = [[0, 0, 0, 0], [0, 1, 0, 0], [0, -1, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
SCORES = [[0, .9, .8], [0, .75, .72], [0, .6, .5], [0, .93, .95], [0, .5, .4], [0, .3, .2]]


def options(**given):
    return {"max_detections": 3, "max_classes_per_detection": 1, "num_classes": 2, "nms_score_threshold": 0.0,
            "nms_iou_threshold": .5, "y_scale": 10.0, "x_scale": 10.0, "h_scale": 5.0, "w_scale": 5.0, **given}


def case(name, boxes, scores, anchors, given, **more):
    outputs = [T("f32") for _ in range(4)]
    return Case(name, OP, [boxes, scores, anchors], outputs, options=given, **more)


def grid(n, seed):
    """Anchors on a grid, and boxes near them."""
    rng = np.random.default_rng(seed)
    side = int(np.ceil(n ** .5))
    yx = np.stack(np.meshgrid(*[(np.arange(side) + .5) / side] * 2, indexing="ij"), -1).reshape(-1, 2)[:n]
    anchors = np.concatenate([yx, rng.uniform(.1, .4, (n, 2))], 1).astype(np.float32)
    return anchors, rng.normal(0, 1, (1, n, 4)).astype(np.float32)


def cases():
    boxes, anchors = T("f32", (1, 6, 4), feed=[BOXES]), T("f32", (6, 4), data=ANCHORS)
    scores = T("f32", (1, 6, 3), feed=[SCORES])
    for regular in (False, True):
        kind = "regular" if regular else "fast"
        given = options(use_regular_nms=regular)
        yield case(f"f32_{kind}_small", boxes, scores, anchors, given)
        yield case(f"f32_{kind}_no_background", boxes, T("f32", (1, 6, 2), feed=[np.array(SCORES)[:, 1:]]), anchors, given)
        yield case(f"f32_{kind}_wide_boxes", T("f32", (1, 6, 7), feed=[np.pad(BOXES, ((0, 0), (0, 3)))]), scores, anchors, given)
        yield case(f"f32_{kind}_all_suppressed", boxes, scores, anchors, options(use_regular_nms=regular, nms_score_threshold=.99, max_detections=2))
        yield case(f"u8_{kind}_small", T("u8", (1, 6, 4), scale=1 / 127, zero=128, feed=[np.round(np.array(BOXES) * 127 + 128)]),
                   T("u8", (1, 6, 3), scale=1 / 256, feed=[np.round(np.array(SCORES) * 256)]),
                   T("u8", (6, 4), scale=100.5 / 255, data=np.round(np.array(ANCHORS) * 255 / 100.5)), given)
        for n, classes, detections in ((100, 5, 10), (300, 20, 40), (64, 1, 9)):
            grid_anchors, near = grid(n, n)
            yield case(f"f32_{kind}_{n}x{classes}", T("f32", (1, n, 4), feed=near), T("f32", (1, n, classes + 1), low=0, high=1),
                       T("f32", (n, 4), data=grid_anchors),
                       options(use_regular_nms=regular, num_classes=classes, max_detections=detections, nms_iou_threshold=.6,
                               nms_score_threshold=.3, detections_per_class=7))
            yield case(f"u8_{kind}_{n}x{classes}", T("u8", (1, n, 4), scale=.06, zero=120, feed=np.clip(near / .06 + 120, 0, 255)),
                       T("u8", (1, n, classes), scale=1 / 200, zero=3),
                       T("u8", (n, 4), scale=1 / 255, zero=0, data=np.round(grid_anchors * 255)),
                       options(use_regular_nms=regular, num_classes=classes, max_detections=detections, nms_iou_threshold=.4,
                               nms_score_threshold=.5))
        yield case(f"mixed_{kind}", boxes, T("u8", (1, 6, 3), scale=1 / 256, feed=[np.round(np.array(SCORES) * 256)]), anchors, given)
        yield case(f"bad_{kind}_iou", boxes, scores, anchors, options(use_regular_nms=regular, nms_iou_threshold=0.0), refused=True)
        yield case(f"bad_{kind}_classes", boxes, scores, anchors, options(use_regular_nms=regular, num_classes=4), refused=True)
        yield case(f"bad_{kind}_too_few_classes", boxes, scores, anchors, options(use_regular_nms=regular, num_classes=1), refused=True)
        yield case(f"bad_{kind}_boxes", boxes, scores, T("f32", (6, 4), data=np.array(ANCHORS) * [1, 1, -1, 1]), given, refused=True)
        yield case(f"bad_{kind}_batch", T("f32", (2, 6, 4), feed=[BOXES] * 2), T("f32", (2, 6, 3), feed=[SCORES] * 2), anchors, given, refused=True)
    for n, classes, count in ((40, 9, 3), (50, 16, 4), (30, 12, 12), (30, 7, 6), (20, 3, 2), (25, 91, 5)):
        grid_anchors, near = grid(n, n)
        small = T("u8", (1, n, classes), scale=1 / 10, low=0, high=9)  # many scores are equal
        yield case(f"ties_{classes}_top_{count}", T("f32", (1, n, 4), feed=near), small, T("f32", (n, 4), data=grid_anchors),
                   options(num_classes=classes, max_classes_per_detection=count, max_detections=n // 2, nms_iou_threshold=.9))
        yield case(f"ties_regular_{classes}", T("f32", (1, n, 4), feed=near), small, T("f32", (n, 4), data=grid_anchors),
                   options(num_classes=classes, max_detections=n // 2, use_regular_nms=True, detections_per_class=3))
    yield case("bad_per_class", boxes, scores, anchors, options(use_regular_nms=True, detections_per_class=0), refused=True)
    yield case("bad_max_classes", boxes, scores, anchors, options(max_classes_per_detection=0), refused=True)
