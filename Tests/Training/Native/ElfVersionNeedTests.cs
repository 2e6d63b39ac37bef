using System;
using System.IO;
using System.Text;
using NUnit.Framework;
using SagTextures.Training.Native;

namespace SagTextures.Tests.Native;

[Platform("Linux")]
public class ElfVersionNeedTests
{
    private static byte[] Library => File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));

    [Test]
    public void Exactly_one_flag_changes()
    {
        byte[] before = Library, after = Library;
        // GLIBC_2.34 is needed once and is never weak in the shipped library.
        Assert.That(ElfVersionNeed.MakeWeak(after, "GLIBC_2.34"), Is.True);
        int changed = 0;
        for (int i = 0; i < before.Length; i++)
            if (before[i] != after[i])
            {
                changed++;
                Assert.That(after[i] ^ before[i], Is.EqualTo(2));
            }
        Assert.That(changed, Is.EqualTo(1));
    }

    [Test]
    public void A_version_that_is_not_needed_is_not_found() =>
        Assert.That(ElfVersionNeed.MakeWeak(Library, "GLIBCXX_9.9.9"), Is.False);

    [Test]
    public void Other_files_are_refused() => Assert.That(
        () => ElfVersionNeed.MakeWeak(Encoding.ASCII.GetBytes(new string('x', 100)), "GLIBC_2.34"),
        Throws.TypeOf<FormatException>());

    [Test]
    public void A_torn_library_is_refused() => Assert.That(
        () => ElfVersionNeed.MakeWeak(Library.AsSpan(0, 4096).ToArray(), "GLIBC_2.34"), Throws.TypeOf<FormatException>());
}
