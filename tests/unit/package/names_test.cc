// The names of a build: the reference's by default, others from flags; native methods' names as the JNI spells
// packages.
#include "builder/package/names.h"

#include <gtest/gtest.h>

#include "builder/error.h"

namespace tare::package {
namespace {

TEST(Names, AreTheReferencesByDefault) {
  const Names names;
  EXPECT_EQ(names.Library(), "libtensorflowlite_jni.so");
  EXPECT_EQ(names.SelectTfLibrary(), "libtensorflowlite_flex_jni.so");
  EXPECT_EQ(names.Artifact(), "tensorflow-lite");
  EXPECT_EQ(names.SelectTfArtifact(), "tensorflow-lite-select-tf-ops");
  EXPECT_EQ(names.JavaPackage(), "org.tensorflow.lite");
  EXPECT_EQ(names.JniPackage(), "org_tensorflow_lite");
  EXPECT_FALSE(names.has_suffix() || names.has_own_library());
  const std::string source = "package org.tensorflow.lite; load(\"tensorflowlite_jni\");";
  EXPECT_EQ(names.Adapted(source), source);
}

TEST(Names, FollowTheSuffix) {
  const Names names("", "face_2");
  EXPECT_EQ(names.Library(), "libtensorflowlite_jni_face_2.so");
  EXPECT_EQ(names.SelectTfLibrary(), "libtensorflowlite_flex_jni_face_2.so");
  EXPECT_EQ(names.Artifact(), "tensorflow-lite-face_2");
  EXPECT_EQ(names.JavaPackage(), "org.tensorflow.lite.face_2");
  EXPECT_EQ(names.JniPackage(), "org_tensorflow_lite_face_12");
  EXPECT_EQ(names.Adapted("org.tensorflow.lite.flex.X \"tensorflowlite_flex_jni\" \"tensorflowlite_jni_stable\""),
            "org.tensorflow.lite.face_2.flex.X \"tensorflowlite_flex_jni_face_2\" \"tensorflowlite_jni_stable\"");
}

TEST(Names, OfALibraryAreNamesOrFileNames) {
  EXPECT_EQ(Names("face", "").Library(), "libface.so");
  EXPECT_EQ(Names("libface.so", "").SelectTfLibrary(), "libface_flex.so");
  EXPECT_EQ(Names("libface.so", "").JniPackage(), "org_tensorflow_lite");
  EXPECT_EQ(Names("face", "voice").Library(), "libface.so");
  for (const char* bad : {"libface", "face.so", "log", "a/b", "lib.so", "-a", "a b"}) {
    EXPECT_THROW(Names(bad, ""), builder::BuildError) << bad;
  }
}

TEST(Names, OfPackagesAreWordsThatJavaTakes) {
  for (const char* bad : {"2nd", "a.b", "a-b", "new", "_", "flex", "gpu", "é", "a", "Tensor", "_a"}) {
    EXPECT_THROW(Names("", bad), builder::BuildError) << bad;
  }
  EXPECT_NO_THROW(Names("", "voiceOver_2"));
}

}  // namespace
}  // namespace tare::package
