# With everything present, bootstrap says and does nothing, without root too; where something is missing and it may not
# install, it prints the command.
sh "$root/scripts/bootstrap.sh" test >out.txt 2>&1
[ ! -s out.txt ] || fail "not silent: $(cat out.txt)"

# A machine that has nothing but a shell: a PATH with the few commands that the script itself uses.
mkdir bin
for command in sh dirname cat id; do ln -s "$(command -v $command)" "bin/$command"; done
printf '#!/bin/sh\necho 1000\n' >bin/id2 && chmod +x bin/id2 && mv bin/id2 bin/id
printf '#!/bin/sh\nexit 1\n' >bin/apt-get && chmod +x bin/apt-get
status=0
PATH=$PWD/bin sh "$root/scripts/bootstrap.sh" build >out.txt 2>&1 || status=$?
[ "$status" = 1 ] || fail "exit status $status"
grep -q 'as root, run: apt-get update && apt-get install -y --no-install-recommends clang-19 lld-19 ' out.txt ||
  fail "no command in: $(cat out.txt)"
