// Frameworks have their headers in one flat folder, as TensorFlow Lite's own have, so that
// <TensorFlowLiteC/c_api.h> is found; a header of the same name under another of upstream's paths only forwards to it.
// macOS wants a framework's files in a folder of a version, and links to them.
#include "builder/package/xcframework.h"

#include <filesystem>
#include <regex>

#include "builder/compile/cache.h"

namespace tare::package {
namespace {

namespace fs = std::filesystem;

bool IsMac(const std::string& platform) { return platform == "macos"; }

std::string Framework() { return std::string(kFrameworkName) + ".framework"; }

/// The public headers by their names alone, including each other so.
std::vector<File> FlatHeaders() {
  std::vector<File> flat;
  std::string umbrella =
      "/* All of the C API: what the module of this framework is made of. */\n#ifndef TENSORFLOWLITEC_H_\n"
      "#define TENSORFLOWLITEC_H_\n\n";
  for (File& header : Headers()) {
    if (!header.name.starts_with("tensorflow/") || header.name.find("/core/") != std::string::npos) continue;
    const std::string name = fs::path(header.name).filename().string();
    static const std::regex include("#include \"[^\"]*/([^\"/]+)\"");
    header.content = std::regex_replace(header.content, include, "#include \"$1\"");
    umbrella += "#include \"" + name + "\"\n";
    flat.push_back({name, std::move(header.content)});
  }
  flat.push_back({std::string(kFrameworkName) + ".h", umbrella + "\n#endif /* TENSORFLOWLITEC_H_ */\n"});
  return flat;
}

std::string ModuleMap() {
  const std::string name = kFrameworkName;
  return "framework module " + name + " {\n  umbrella header \"" + name +
         ".h\"\n  export *\n  module * { export * }\n}\n";
}

std::string Plist(const std::string& entries) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
         "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n<dict>\n" +
         entries + "</dict>\n</plist>\n";
}

std::string Entry(const std::string& key, const std::string& value) {
  return "<key>" + key + "</key>\n<string>" + value + "</string>\n";
}

std::string Array(const std::string& key, const std::vector<std::string>& strings) {
  std::string text = "<key>" + key + "</key>\n<array>\n";
  for (const std::string& string : strings) text += "<string>" + string + "</string>\n";
  return text + "</array>\n";
}

std::string FrameworkInfo(const Slice& slice) {
  const bool mac = IsMac(slice.platform);
  return Plist(Entry("CFBundleDevelopmentRegion", "en") + Entry("CFBundleExecutable", kFrameworkName) +
               Entry("CFBundleIdentifier", "org.tensorflow." + std::string(kFrameworkName)) +
               Entry("CFBundleInfoDictionaryVersion", "6.0") + Entry("CFBundleName", kFrameworkName) +
               Entry("CFBundlePackageType", "FMWK") + Entry("CFBundleShortVersionString", kVersion) +
               Array("CFBundleSupportedPlatforms", {mac                       ? "MacOSX"
                                                    : slice.platform == "ios" ? "iPhoneOS"
                                                                              : "iPhoneSimulator"}) +
               Entry("CFBundleVersion", kVersion) +
               Entry(mac ? "LSMinimumSystemVersion" : "MinimumOSVersion", slice.oldest));
}

/// The library neither tracks nor collects, nor calls functions that want a reason.
std::string PrivacyManifest() {
  return Plist("<key>NSPrivacyTracking</key>\n<false/>\n" + Array("NSPrivacyTrackingDomains", {}) +
               Array("NSPrivacyCollectedDataTypes", {}) + Array("NSPrivacyAccessedAPITypes", {}));
}

std::string XcframeworkInfo(const std::vector<Slice>& slices) {
  std::string libraries;
  for (const Slice& slice : slices) {
    const bool mac = IsMac(slice.platform);
    libraries +=
        "<dict>\n" + Entry("BinaryPath", Framework() + (mac ? "/Versions/A/" : "/") + std::string(kFrameworkName)) +
        Entry("LibraryIdentifier", slice.name) + Entry("LibraryPath", Framework()) +
        Array("SupportedArchitectures", slice.architectures) + Entry("SupportedPlatform", mac ? "macos" : "ios") +
        (slice.platform == "ios-simulator" ? Entry("SupportedPlatformVariant", "simulator") : "") + "</dict>\n";
  }
  return Plist("<key>AvailableLibraries</key>\n<array>\n" + libraries + "</array>\n" +
               Entry("CFBundlePackageType", "XFWK") + Entry("XCFrameworkFormatVersion", "1.0"));
}

}  // namespace

std::string InstallName(const std::string& platform) {
  return "@rpath/" + Framework() + (IsMac(platform) ? "/Versions/A/" : "/") + kFrameworkName;
}

Xcframework MakeXcframework(const std::vector<Slice>& slices) {
  Xcframework bundle;
  for (const Slice& slice : slices) {
    const bool mac = IsMac(slice.platform);
    const std::string framework = slice.name + "/" + Framework() + "/";
    const std::string content = framework + (mac ? "Versions/A/" : ""), resources = content + (mac ? "Resources/" : "");
    for (File& header : FlatHeaders()) {
      bundle.files.push_back({content + "Headers/" + header.name, std::move(header.content)});
    }
    bundle.files.push_back({content + "Modules/module.modulemap", ModuleMap()});
    bundle.files.push_back({resources + "Info.plist", FrameworkInfo(slice)});
    bundle.files.push_back({resources + "PrivacyInfo.xcprivacy", PrivacyManifest()});
    bundle.files.push_back({content + kFrameworkName, slice.library});
    if (!mac) continue;
    bundle.links.push_back({framework + "Versions/Current", "A"});
    for (const std::string name : {"Headers", "Modules", "Resources", kFrameworkName}) {
      bundle.links.push_back({framework + name, "Versions/Current/" + name});
    }
  }
  bundle.files.push_back({"Info.plist", XcframeworkInfo(slices)});
  bundle.files.push_back({"LICENSE", build::ReadFile(fs::path(build::SourceRoot()) / "packaging" / "aar" / "LICENSE")});
  return bundle;
}

}  // namespace tare::package
