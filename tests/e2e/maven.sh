# `--maven_repo`: both AARs as modules of a local repository that Maven resolves, with checksums that hold, Gradle metadata
# that names the modules they replace, and versions that add up.
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 --output=m.tflite >/dev/null
model=m.tflite
spice=$(ls "${TARE_MODELS:-/nowhere}"/files/systems/*spice*.tflite 2>/dev/null | head -n 1)
[ -z "$spice" ] || model=$spice
publish() { "$tare" build_aar --quiet "--input_models=$model" --target_archs=arm64-v8a --output_dir=out --maven_repo=repo "$@"; }
publish
publish --maven_version=2.0-beta.1
publish --maven_group=com.example.app --maven_version=3
modules=tensorflow-lite
[ -z "$spice" ] || modules="$modules tensorflow-lite-select-tf-ops"

python3 - $modules <<'PY'
import hashlib, json, pathlib, sys
import xml.etree.ElementTree as xml
repo = pathlib.Path("repo")
files = [p for p in repo.rglob("*") if p.is_file()]
digests = [p for p in files if p.suffix[1:] in ("md5", "sha1", "sha256", "sha512")]
assert len(digests) == 4 * (len(files) - len(digests)), files
for p in digests:
    assert hashlib.new(p.suffix[1:], p.with_suffix("").read_bytes()).hexdigest() == p.read_text(), p
for artifact in sys.argv[1:]:
    folder = repo / "org/tare" / artifact
    metadata = xml.parse(folder / "maven-metadata.xml").getroot()
    assert [v.text for v in metadata.iter("version")] == ["2.16.1", "2.0-beta.1"], artifact
    assert metadata.find("versioning/release").text == "2.0-beta.1"
    stem = folder / "2.16.1" / f"{artifact}-2.16.1"
    assert "published-with-gradle-metadata" in stem.with_suffix(".1.pom").read_text()
    module = json.loads(stem.with_suffix(".1.module").read_text())
    assert module["component"]["module"] == artifact, module
    for variant in module["variants"]:
        (about,) = variant["files"]
        aar = (folder / "2.16.1" / about["url"]).read_bytes()
        assert about["size"] == len(aar) and about["sha512"] == hashlib.sha512(aar).hexdigest()
        names = {c["group"] + ":" + c["name"] for c in variant["capabilities"]}
        assert {f"org.tare:{artifact}", f"org.tensorflow:{artifact}"} <= names, names
        if artifact == "tensorflow-lite":
            assert {"org.tensorflow:tensorflow-lite-api", "com.google.ai.edge.litert:litert",
                    "com.google.ai.edge.litert:litert-api"} <= names, names
        else:
            assert variant["dependencies"][0]["module"] == "tensorflow-lite", variant
PY

# Maven takes the modules from there, the second one with what it depends on.
last=${modules##* }
cat >pom.xml <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>app</groupId><artifactId>app</artifactId><version>1</version><packaging>pom</packaging>
  <repositories><repository><id>local</id><url>file://$PWD/repo</url>
    <releases><checksumPolicy>fail</checksumPolicy></releases></repository></repositories>
  <dependencies><dependency><groupId>org.tare</groupId><artifactId>$last</artifactId>
    <version>2.16.1</version><type>aar</type></dependency></dependencies>
</project>
POM
rm -rf "$HOME/.m2/repository/org/tare"
mvn -q -B dependency:copy-dependencies -DoutputDirectory=resolved >mvn.txt 2>&1 || fail "$(cat mvn.txt)"
rm -rf "$HOME/.m2/repository/org/tare"
for module in $modules; do
  equal_files resolved/$module-2.16.1.aar repo/org/tare/$module/2.16.1/$module-2.16.1.aar
done
publish
equal_files out/tensorflow-lite.aar resolved/tensorflow-lite-2.16.1.aar

# Without the API's classes, the module does not claim to have them.
publish --maven_version=9 --without_api_classes
unzip -p out/tensorflow-lite.aar classes.jar >classes.jar
unzip -Z1 classes.jar | grep -q 'lite/Tensor\.class\|lite/InterpreterApi' && fail "API classes are there"
unzip -Z1 classes.jar | grep -q 'lite/Interpreter\.class' || fail "no Interpreter"
grep -q 'tensorflow-lite-api\|litert-api' repo/org/tare/tensorflow-lite/9/tensorflow-lite-9.module && fail "claims the API"

refuses "letters, digits" publish --maven_version='1/../2'
refuses "letters, digits" publish --maven_group=com/example
