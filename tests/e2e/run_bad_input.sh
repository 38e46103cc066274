# `tare run` names what is wrong in one line.
printf 'this is no model, just text' >text.tflite
refuses text.tflite "$tare" run --model text.tflite
refuses missing.tflite "$tare" run --model missing.tflite
refuses missing.npz "$tare" run --model "$root/examples/mobilenet_v1.tflite" --inputs missing.npz
