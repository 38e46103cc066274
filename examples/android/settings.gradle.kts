// The folder maven/ is what `--maven_repo` has written (README.md). It comes first and is asked for its own group only.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}
dependencyResolutionManagement {
    repositoriesMode.set(RepositoriesMode.FAIL_ON_PROJECT_REPOS)
    repositories {
        maven {
            url = uri("maven")
            content { includeGroup("org.tare") }
        }
        google()
        mavenCentral()
    }
}
rootProject.name = "tare-example"
include(":app")
