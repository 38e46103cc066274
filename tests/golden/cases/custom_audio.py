"""Custom ops on sound: AudioSpectrogram, Mfcc."""
import numpy as np
from single_op import Case, T


def sound(samples, channels):
    t = np.arange(samples)[:, None] * (1 + np.arange(channels))
    return np.sin(t * .05) + .3 * np.cos(t * .41) + .01 * np.sin(t * t)


def spectrogram(name, samples, channels, window, stride, squared, **more):
    return Case(name, "AudioSpectrogram", [T("f32", (samples, channels), feed=sound(samples, channels))], [T("f32")],
                options={"window_size": window, "stride": stride, "magnitude_squared": squared}, **more)


def mfcc(name, shape, rate, low, high, bands, coefficients, constant=True, **more):
    rates = T("i32", (1,), data=[rate]) if constant else T("i32", (), feed=rate)
    return Case(name, "Mfcc", [T("f32", shape, low=0, high=9), rates], [T("f32")],
                options={"lower_frequency_limit": low, "upper_frequency_limit": high, "filterbank_channel_count": bands,
                         "dct_coefficient_count": coefficients}, **more)


def cases():
    yield spectrogram("speech", 4000, 1, 640, 320, True)
    yield spectrogram("magnitude", 1000, 2, 256, 100, False)
    yield spectrogram("stride_beyond_window", 1000, 3, 100, 130, True)
    yield spectrogram("whole", 17, 1, 17, 1, False)
    yield spectrogram("too_short", 16, 2, 17, 5, True)
    yield spectrogram("smallest", 9, 1, 2, 3, True)
    yield spectrogram("window_of_one", 9, 1, 1, 1, True, refused=True)
    yield spectrogram("no_stride", 9, 1, 4, 0, True, refused=True)
    yield mfcc("speech", (1, 6, 513), 16000, 20, 4000, 40, 13)
    yield mfcc("fed_rate", (2, 3, 129), 8000, 0, 3900, 20, 20, constant=False)
    yield mfcc("narrow_bands", (1, 2, 65), 44100, 300, 20000, 50, 10)
    yield mfcc("beyond_nyquist", (1, 2, 65), 8000, 20, 5000, 20, 10)
    yield mfcc("two_bins", (1, 1, 2), 16000, 20, 4000, 3, 1)
    yield mfcc("too_many_coefficients", (1, 1, 65), 16000, 20, 4000, 10, 11, refused=True)
    yield mfcc("no_range", (1, 1, 65), 16000, 4000, 4000, 10, 10, refused=True)
    yield mfcc("no_rate", (1, 1, 65), 0, 20, 4000, 10, 10, refused=True)
