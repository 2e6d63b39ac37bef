# ./sag test: everything that proves the project on this machine. Sourced by ../sag.
source "$root/.ci/forky.sh"

test_projects() { (cd "$root" && ls -d Tests/*/*.csproj | grep -vE '^Tests/(Benchmarks|[^/]*~)/'); }

# counter NAME FILE: an attribute of the <Counters> element of a trx file.
counter() { sed -n 's/.*<Counters\(.*\)\? '"$1"'="\([0-9]*\)".*/\2/p' "$2" | head -n 1; }

passed=0 failed=0 skipped=0

# check WHAT COMMAND…: counts as one test.
check() {
    local what="$1" log="$artifacts/check.log" started=$SECONDS
    shift
    if quietly "$what" "$log" "$@"; then
        passed=$((passed + 1))
        echo "passed  $what ($((SECONDS - started)) s)"
    else
        failed=$((failed + 1))
        tail -n 60 "$log"
        echo "FAILED  $what"
    fi
}

run_project() {
    local name
    name="$(basename "$1" .csproj)"
    run_named "$name" ${interruptible[@]+"${interruptible[@]}"} dotnet test "$root/$1" -c Release --no-build
}

# run_named NAME COMMAND…: a test run, told where its results go.
run_named() {
    local name="$1" results="$artifacts/test-results" started=$SECONDS trx log
    shift
    trx="$results/$name.trx" log="$results/$name.log"
    mkdir -p "$results"
    rm -f "$trx"
    local status=0
    quietly "$name" "$log" "$@" --logger "trx;LogFileName=$name.trx" --results-directory "$results" || status=$?
    if [ ! -e "$trx" ]; then
        failed=$((failed + 1))
        tail -n 60 "$log"
        echo "FAILED  $name: the test run ended without results"
        return
    fi
    local total executed good bad
    total="$(counter total "$trx")" executed="$(counter executed "$trx")" good="$(counter passed "$trx")"
    bad=$((executed - good))
    # A run that crashed after its last test fails too.
    if [ "$bad" = 0 ] && [ "$status" != 0 ]; then bad=1; fi
    # One that ran none shows nothing: what was to be tested was not found.
    if [ "$good" = 0 ]; then bad=$((bad > 0 ? bad : 1)); fi
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - executed))
    if [ "$bad" = 0 ]; then
        echo "passed  $name: $good tests ($((SECONDS - started)) s)"
    else
        # No head, whose closed pipe would end this script without its count, and no grep, which fails where nothing is left.
        sed -E '/^(Test run for|A total of|  All projects|  Determining)/d' "$log" | cut -c 1-2000 | sed -n '1,200p'
        echo "FAILED  $name: $bad of $executed tests"
    fi
}

# The tests of the runtime as .NET Standard 2.1 under Mono, where Unity's scripts live.
run_mono() {
    local log="$artifacts/test-results/mono.log" started=$SECONDS good bad ignored
    if ! command -v mono >/dev/null && ! install_packages "Tests run under Mono, too" mono-devel; then
        skipped=$((skipped + 1))
        echo "skipped the runtime's tests under Mono, which is not here: apt-get install mono-devel"
        return
    fi
    quietly "the runtime under Mono" "$log" mono --debug "$artifacts/bin/SagTextures.MonoRunner/release/SagTextures.MonoRunner.dll" || true
    read -r good bad ignored <<<"$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$log")"
    # No count: it crashed.
    passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1})) skipped=$((skipped + ${ignored:-0}))
    if [ "${bad:-1}" = 0 ]; then
        echo "passed  the runtime under Mono: $good tests ($((SECONDS - started)) s)"
    else
        tail -n 60 "$log"
        echo "FAILED  the runtime under Mono: ${bad:-crashed}"
    fi
}

# Cooperative matrices on a driver that has them, under validation layers as new as that: Debian forky's.
run_forky() {
    if ! require_forky mesa-vulkan-drivers libvulkan1 vulkan-validationlayers glslc libstdc++6; then
        skipped=$((skipped + 1))
        echo "skipped cooperative matrices"
        return
    fi
    # The driver's compiler takes most of the time: it is told to leave out what only makes faster code.
    run_named "SagTextures.Tests.Runtime on Debian forky" bash "$root/.ci/forky.sh" env GALLIVM_PERF=nopt "$(readlink -f "$(command -v dotnet)")" test \
        "$artifacts/bin/SagTextures.Tests.Runtime/release/SagTextures.Tests.Runtime.dll" --filter "FullyQualifiedName~KernelVariantTests&Name~matrix"
}

run_tests() {
    if [ "$(uname -s)" = Linux ]; then
        require_vulkan
        local missing=()
        command -v glslc >/dev/null || missing+=(glslc)
        command -v spirv-val >/dev/null || missing+=(spirv-tools)
        compgen -G '/usr/share/vulkan/explicit_layer.d/VkLayer_khronos_validation.json' >/dev/null || missing+=(vulkan-validationlayers)
        # For the C library: a compiler, Vulkan's header, and a memory checker with the C library's symbols that it wants.
        command -v g++ >/dev/null || missing+=(g++)
        [ -e /usr/include/vulkan/vulkan.h ] || missing+=(libvulkan-dev)
        command -v valgrind >/dev/null || missing+=(valgrind libc6-dbg)
        [ ${#missing[@]} = 0 ] || install_packages "The tests need compilers and checkers" "${missing[@]}" ||
            say "Not installed and needed by the tests: ${missing[*]}"
    fi

    build SagTextures.sln test Runtime Training Editor 'Hosts~' Tests Samples~
    (build_native) || failed=$((failed + 1))
    local project
    for project in $(test_projects); do run_project "$project"; done
    run_mono
    run_forky
    check "committed SPIR-V is what the shaders compile to" bash "$root/Shaders/compile.sh" --check
    check "dotnet format" dotnet format "$root/SagTextures.sln" --verify-no-changes --no-restore

    echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
    [ "$failed" = 0 ] || exit 1
    exit 0
}
