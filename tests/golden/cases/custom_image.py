"""DenseImageWarp, Resampler and MediaPipe's transforms of images and landmarks, evaluated here in double precision."""
import numpy as np
from single_op import Case, T


def warp(image, flow):
    image, (b, h, w, _) = image.astype(float), image.shape
    y, x = (np.arange(n, dtype=np.float32).reshape(s) - flow[..., i] for i, (n, s) in enumerate(((h, (h, 1)), (w, (1, w)))))
    at = [np.clip(np.floor(p), 0, n - 2).astype(int) for p, n in ((y, h), (x, w))]
    part = [np.clip(p - a, 0, 1)[..., None] for p, a in zip((y, x), at)]
    n = np.arange(b).reshape(-1, 1, 1)
    corner = lambda dy, dx: image[n, at[0] + dy, at[1] + dx]
    top, bottom = (corner(d, 0) + part[1] * (corner(d, 1) - corner(d, 0)) for d in (0, 1))
    return [(top + part[0] * (bottom - top)).astype(np.float32)]


def resampled(image, positions):
    b, h, w, c = image.shape
    out, padded = np.zeros(image.shape), np.pad(image.astype(float), ((0, 0), (1, 1), (1, 1), (0, 0)))
    for n, i, j in np.ndindex(b, h, w):
        x, y = positions[n, i, j].astype(float)
        if -1 < x < w and -1 < y < h:
            fx, fy = int(np.floor(x)), int(np.floor(y))
            row = lambda r: (fx + 1 - x) * padded[n, r + 1, fx + 1] + (x - fx) * padded[n, r + 1, fx + 2]
            out[n, i, j] = (fy + 1 - y) * row(fy) + (y - fy) * row(fy + 1)
    return [out.astype(np.float32)]


def landmarks(points, m, dimensions, scale):
    p = points.reshape(-1, dimensions).astype(float)
    m = m.reshape(4, 4).astype(float)
    out = p.copy()
    for i in (0, 1):
        out[:, i] = m[i, 0] * p[:, 0] + m[i, 1] * p[:, 1] + m[i, 3] * scale
    return [out.reshape(points.shape).astype(np.float32)]


def bilinear(image, m, size, centers):
    _, h, w, c = image.shape
    m = m.reshape(4, 4).astype(float)[:2]
    if centers:
        m[:, 3] += .5 * m[:, 0] + .5 * m[:, 1] - .5
    out = np.zeros((1, *size, c), np.float32)
    padded = np.pad(image[0].astype(float), ((0, 1), (0, 1), (0, 0)))
    for y, x in np.ndindex(*size):
        px, py = m @ [x, y, 0, 1]
        if 0 <= px <= w - 1 and 0 <= py <= h - 1:
            fx, fy = int(px), int(py)
            rx, ry = px - fx, py - fy
            row = lambda r: (1 - rx) * padded[r, fx] + rx * padded[r, fx + 1]
            out[0, y, x] = (1 - ry) * row(fy) + ry * row(fy + 1)
    return [out]


def turn(angle):
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def crop_v1(points, o):
    p = points.reshape(-1, 3)[:, :2].astype(float)
    left, right = p[o["left_rotation_idx"]], p[o["right_rotation_idx"]]
    alpha = -np.arctan((right[1] - left[1]) / (right[0] - left[0]))
    turned = p[o["subset"]] @ turn(alpha).T
    low, high = turned.min(0), turned.max(0)
    box, range_ = (high - low) * o["bbox_size_multiplier"], o["landmarks_range"]
    (ih, iw), (oh, ow) = o["input_hw"], o["output_hw"]
    scale = np.diag([box[0] / range_, box[1] / range_, 1])
    middle = turn(-alpha) @ ((low + high) / 2)
    rotation = np.eye(3)
    rotation[:2, :2], rotation[:2, 2] = turn(-alpha), middle / range_ * 2 - 1
    relative = np.array([[2 / (ow - 1), 0, -1], [0, 2 / (oh - 1), -1], [0, 0, 1]])
    absolute = np.array([[(iw - 1) / 2, 0, (iw - 1) / 2], [0, (ih - 1) / 2, (ih - 1) / 2], [0, 0, 1]])
    t = absolute @ rotation @ scale @ relative
    out = np.zeros((4, 4))
    out[:2, :2], out[:2, 3], out[2, :3], out[3, 3] = t[:2, :2], t[:2, 2], t[2], 1
    return [out[None].astype(np.float32)]


def crop_v2(points, o):
    p = points.reshape(-1, 3)[:, :2].astype(float)
    left, right = p[o["left_rotation_idx"]], p[o["right_rotation_idx"]]
    r = o["target_rotation_radians"] - np.arctan2(right[1] - left[1], right[0] - left[0])
    turned = p[o["subset_idxs"]] @ turn(r).T
    low, high = turned.min(0), turned.max(0)
    center, size = turn(-r) @ ((low + high) / 2), high - low
    pixels = np.array([o["output_width"], o["output_height"]])
    a = turn(-r) @ np.diag(np.array([o["scale_x"], o["scale_y"]]) * size / pixels)
    out = np.eye(4)
    out[:2, :2], out[:2, 3] = a, a @ (-pixels / 2) + center
    return [out[None].astype(np.float32)]


V1 = {"dimensions": 3, "landmarks_range": 192, "bbox_size_multiplier": 1.5, "left_rotation_idx": 1, "right_rotation_idx": 4,
      "subset": [0, 2, 3, 5, 7, 7], "input_hw": [192, 160], "output_hw": [64, 48]}
V2 = {"subset_idxs": [0, 3, 5, 2, 6], "left_rotation_idx": 2, "right_rotation_idx": 6, "target_rotation_radians": .25,
      "output_height": 32, "output_width": 40, "scale_x": 1.25, "scale_y": 1.5}


def cases():
    for name, shape in (("plain", (1, 5, 6, 3)), ("batch", (2, 2, 9, 1)), ("wide", (1, 7, 3, 8))):
        yield Case(f"f32_{name}", "DenseImageWarp", [T("f32", shape), T("f32", (*shape[:3], 2), low=-3, high=3)], [T("f32")], expect=warp)
    yield Case("bad_size", "DenseImageWarp", [T("f32", (1, 1, 3, 1)), T("f32", (1, 1, 3, 2))], [T("f32")], refused=True, expect=len)
    for name, shape in (("plain", (1, 5, 6, 3)), ("batch", (2, 3, 4, 1))):
        yield Case(name, "Resampler", [T("f32", shape), T("f32", (*shape[:3], 2), low=-2, high=7)], [T("f32")], expect=resampled)
    yield Case("bad_positions", "Resampler", [T("f32", (1, 3, 4, 1)), T("f32", (1, 3, 3, 2))], [T("f32")], refused=True, expect=len)
    matrix = T("f32", (1, 4, 4), low=-1, high=1)
    for d in (2, 3):
        yield Case(f"v1_{d}", "TransformLandmarks", [T("f32", (1, 1, 1, 12)), matrix], [T("f32")], options={"dimensions": d, "scale": 2.5},
                   expect=lambda p, m, d=d: landmarks(p, m, d, 2.5))
        yield Case(f"v2_{d}", "TransformLandmarks", [T("f32", (1, 5, d)), matrix], [T("f32")], version=2,
                   expect=lambda p, m, d=d: landmarks(p, m, d, 1))
    yield Case("v1_defaults", "TransformLandmarks", [T("f32", (1, 1, 2, 6)), matrix], [T("f32")], expect=lambda p, m: landmarks(p, m, 3, 1))
    yield Case("v1_bad_dimensions", "TransformLandmarks", [T("f32", (1, 1, 1, 12)), matrix], [T("f32")], options={"dimensions": 4}, refused=True, expect=len)
    image = T("f32", (1, 7, 9, 3))
    turned = T("f32", (1, 4, 4), feed=[.9, -.4, 0, 2.5, .4, .9, 0, -.5, 0, 0, 1, 0, 0, 0, 0, 1])
    for name, m in (("turned", turned), ("same", T("f32", (1, 4, 4), feed=np.eye(4)))):
        yield Case(f"v1_{name}", "TransformTensorBilinear", [image, m], [T("f32")], options={"mode": "bilinear", "output_size": [5, 8]},
                   expect=lambda x, t: bilinear(x, t, (5, 8), False))
        yield Case(f"v2_{name}", "TransformTensorBilinear", [image, m], [T("f32")], version=2, options={"output_height": 8, "output_width": 6},
                   expect=lambda x, t: bilinear(x, t, (8, 6), True))
    yield Case("v1_bad_mode", "TransformTensorBilinear", [image, turned], [T("f32")], options={"mode": "nearest", "output_size": [5, 8]}, refused=True, expect=len)
    points = lambda *shape: T("f32", shape, low=20, high=150)
    yield Case("v1", "Landmarks2TransformMatrix", [points(1, 1, 1, 24)], [T("f32")], options=V1, expect=lambda p: crop_v1(p, V1))
    yield Case("v2", "Landmarks2TransformMatrix", [points(1, 8, 3)], [T("f32")], options=V2, version=2, expect=lambda p: crop_v2(p, V2))
    yield Case("v2_bad_index", "Landmarks2TransformMatrix", [points(1, 6, 3)], [T("f32")], options=V2, version=2, refused=True, expect=len)
