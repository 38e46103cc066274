plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
}

android {
    namespace = "org.tare.example"
    compileSdk = 34
    defaultConfig {
        applicationId = "org.tare.example"
        minSdk = 21
        targetSdk = 34
        versionCode = 1
        versionName = "1"
    }
    buildTypes {
        release {
            // The AAR brings the rules that R8 needs.
            isMinifyEnabled = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
        }
    }
    // A model is mapped from the APK, so it must not be compressed there.
    androidResources { noCompress += "tflite" }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_1_8
        targetCompatibility = JavaVersion.VERSION_1_8
    }
    kotlinOptions { jvmTarget = "1.8" }
    testOptions.unitTests {
        isIncludeAndroidResources = true
        all {
            // The same code for this machine's JVM: `tare build_host` has put it there.
            it.systemProperty("java.library.path", rootProject.file("host").path)
            // Robolectric closes assets by reflection.
            it.jvmArgs("--add-opens=java.base/java.io=ALL-UNNAMED")
        }
    }
}

dependencies {
    implementation("org.tare:tensorflow-lite:2.16.1")
    testImplementation("junit:junit:4.13.2")
    testImplementation("org.robolectric:robolectric:4.12.2")
}
