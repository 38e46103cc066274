// Shows a picture, what the model sees in it, and how long that took. Models run on a thread of their own, because the main
// thread must not wait for them.
package org.tare.example

import android.app.Activity
import android.graphics.Bitmap
import android.graphics.Color
import android.os.Bundle
import android.os.SystemClock
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.TextView
import java.util.concurrent.Executors
import org.tensorflow.lite.TensorFlowLite

class MainActivity : Activity() {
    /** All work with the model, and what it says. */
    internal val worker = Executors.newSingleThreadExecutor()
    internal lateinit var text: TextView

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val picture = gradient()
        text = TextView(this)
        val layout = LinearLayout(this).apply { orientation = LinearLayout.VERTICAL }
        layout.addView(ImageView(this).apply { setImageBitmap(picture) })
        layout.addView(text)
        setContentView(layout)
        worker.execute {
            val result = describe(picture)
            runOnUiThread { text.text = result }
        }
    }

    override fun onDestroy() {
        worker.shutdown()
        super.onDestroy()
    }

    private fun describe(picture: Bitmap): String =
        Classifier(this, MODEL).use { classifier ->
            val start = SystemClock.elapsedRealtime()
            val results = classifier.classify(picture, 3)
            val lines = results.map { "class ${it.label}: %.3f".format(it.score) }
            val took = SystemClock.elapsedRealtime() - start
            (lines + "$took ms, TensorFlow Lite ${TensorFlowLite.runtimeVersion()}").joinToString("\n")
        }

    companion object {
        const val MODEL = "model.tflite"

        /** Something to look at: from blue to orange. */
        fun gradient(): Bitmap {
            val picture = Bitmap.createBitmap(64, 64, Bitmap.Config.ARGB_8888)
            for (y in 0 until 64) {
                for (x in 0 until 64) picture.setPixel(x, y, Color.rgb(x * 4, 128, 255 - x * 4))
            }
            return picture
        }
    }
}
