// The whole screen: the activity starts, runs the model beside the main thread, and shows what it says.
package org.tare.example

import android.os.Looper
import java.util.concurrent.TimeUnit
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34])
class MainActivityTest {
    @Test
    fun showsTheBestClasses() {
        Robolectric.buildActivity(MainActivity::class.java).use { controller ->
            val activity = controller.setup().get()
            activity.worker.submit {}.get(60, TimeUnit.SECONDS)
            shadowOf(Looper.getMainLooper()).idle()
            val lines = activity.text.text.lines()
            assertEquals(lines.toString(), 4, lines.size)
            assertTrue(lines[0], Regex("class \\d+: [01][.,]\\d{3}").matches(lines[0]))
            assertTrue(lines[3], lines[3].endsWith("TensorFlow Lite 2.16.1"))
        }
    }
}
