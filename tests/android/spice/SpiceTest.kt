// A system with Select TF ops as an app has it: the model an asset, the classes of both AARs in the app, and nothing said
// about the second library, which the interpreter finds by itself; its golden inputs give its golden outputs.
package org.tare.example

import java.io.DataInputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.tensorflow.lite.InterpreterApi

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34])
class SpiceTest {
    private val assets = RuntimeEnvironment.getApplication().assets

    private fun floats(name: String): FloatArray {
        val bytes = assets.open("$name.bin").use { it.readBytes() }
        return DataInputStream(bytes.inputStream()).use { data -> FloatArray(bytes.size / 4) { data.readFloat() } }
    }

    @Test
    fun givesItsGoldenOutputs() {
        val bytes = assets.open("spice.tflite").use { it.readBytes() }
        val model = ByteBuffer.allocateDirect(bytes.size).order(ByteOrder.nativeOrder())
        model.put(bytes).rewind()
        InterpreterApi.create(model, InterpreterApi.Options()).use { interpreter ->
            val input = floats("in0")
            interpreter.resizeInput(0, intArrayOf(input.size))
            val outputs = List(interpreter.outputTensorCount) { floats("out$it") }
            val results = outputs.map { ByteBuffer.allocateDirect(it.size * 4).order(ByteOrder.nativeOrder()) }
            val byIndex = results.withIndex().associate { (i, buffer) -> i to buffer as Any }
            interpreter.runForMultipleInputsOutputs(arrayOf(input), byIndex)
            for ((want, result) in outputs.zip(results)) {
                val got = result.apply { rewind() }.asFloatBuffer()
                val largest = want.maxOf { Math.abs(it) }
                assertTrue(want.isNotEmpty() && largest > 0)
                for (value in want) assertEquals(value.toDouble(), got.get().toDouble(), 4e-6 * largest + 1e-7)
            }
        }
    }
}
