using NUnit.Framework;

namespace SagTextures.Tests.Native;

/// <summary>
/// The C program under valgrind, on the CPU backend: no read or write outside of memory blocks, no use of what was freed, no
/// block that nothing points to any more. It needs no suppressions. (Under it, lavapipe's compiler takes minutes a shader.)
/// </summary>
public sealed class MemoryTests
{
    private const int Complaint = 9;

    [OneTimeSetUp]
    public void IsThereAChecker()
    {
        if (!Tool.Exists("valgrind"))
            Assert.Ignore("There is no valgrind here: apt-get install valgrind libc6-dbg");
    }

    [Test]
    public void NothingIsTouchedThatMustNotBe(
        [Values("load", "generate", "errors", "handles", "async", "threads")] string group) =>
        Check(Workshop.Arguments(group, "cpu")).MustSucceed();

    [Test]
    public void TheCheckerSeesWhatTheLibraryDoes()
    {
        Tool overrun = Check("overrun", "cpu", Workshop.VectorModel);
        Assert.That(overrun.ExitCode, Is.EqualTo(Complaint), overrun.Output);
        Assert.That(overrun.Output, Does.Contain("Invalid write"));
    }

    // Valgrind runs one thread at a time; without a fair turn one that spins may keep the others waiting for minutes.
    private static Tool Check(params string[] arguments) => Tool.Run(
        "valgrind",
        [
            "--fair-sched=yes", "--quiet", $"--error-exitcode={Complaint}", "--leak-check=full", "--show-leak-kinds=definite",
            "--errors-for-leak-kinds=definite", Workshop.Program, .. arguments,
        ]);
}
