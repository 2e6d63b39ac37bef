using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Native;
using SagTextures.Native.Structures;

namespace SagTextures.Tests.Native;

/// <summary>The header says what the library is.</summary>
public sealed class HeaderTests
{
    private static readonly string Header = File.ReadAllText(Path.Combine(Workshop.Root, "Hosts~/Native/sagtextures.h"));

    [Test]
    public void EveryDeclaredFunctionIsExportedAndEveryExportedOneDeclared()
    {
        string[] declared = Regex.Matches(Header, @"^SAGTEXTURES_API [^(]*?\b(sagtextures_\w+)\(", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).ToArray();
        string symbols = Tool.Run("nm", "-D", "--defined-only", Workshop.Library).MustSucceed().Output;
        string[] exported = Regex.Matches(symbols, @"T (sagtextures_\w+)").Select(match => match.Groups[1].Value).ToArray();
        Assert.That(declared, Has.Length.GreaterThan(10));
        Assert.That(exported, Is.EquivalentTo(declared));
    }

    [TestCase("c", "c99")]
    [TestCase("c", "c17")]
    [TestCase("c++", "c++11")]
    [TestCase("c++", "c++20")]
    public void ItCompilesAs(string language, string standard)
    {
        if (language == "c++" && !Tool.Exists("g++"))
            Assert.Ignore("There is no C++ compiler here: apt-get install g++");
        string source = Path.Combine(Workshop.Folder, "header.inc");
        File.WriteAllText(source, """
            #include "sagtextures.h"
            sagtextures_load_options load = SAGTEXTURES_LOAD_OPTIONS_INIT;
            sagtextures_vulkan vulkan = SAGTEXTURES_VULKAN_INIT;
            sagtextures_info info = SAGTEXTURES_INFO_INIT;
            sagtextures_map map = SAGTEXTURES_MAP_INIT;
            sagtextures_generate_options generate = SAGTEXTURES_GENERATE_OPTIONS_INIT;
            sagtextures_vulkan_target target = SAGTEXTURES_VULKAN_TARGET_INIT;
            """);
        string compiler = language == "c++" ? "g++" : Workshop.Compiler;
        Tool.Run(compiler, "-x", language, $"-std={standard}", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", source)
            .MustSucceed();
    }

    [Test]
    public void StructsAreLaidOutAlike()
    {
        Dictionary<string, string> inC = Tool.Run(Workshop.Program, "layout").MustSucceed().Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[..line.IndexOf(' ')]);
        Assert.That(inC, Has.Count.EqualTo(Regex.Count(Header, @"^typedef struct", RegexOptions.Multiline)));
        AssertAlike<NativeLoadOptions>(inC["load_options"]);
        AssertAlike<NativeVulkan>(inC["vulkan"]);
        AssertAlike<NativeInfo>(inC["info"]);
        AssertAlike<NativeMap>(inC["map"]);
        AssertAlike<NativeGenerateOptions>(inC["generate_options"]);
        AssertAlike<NativeVulkanTarget>(inC["vulkan_target"]);
    }

    [Test]
    public void NumbersAreTheSame()
    {
        foreach (Status status in Enum.GetValues<Status>())
            Assert.That(Constant(status == Status.Ok ? "OK" : "ERROR_" + Snake(status.ToString())), Is.EqualTo((int)status));
        foreach (BackendKind backend in Enum.GetValues<BackendKind>())
            Assert.That(Constant("BACKEND_" + Snake(backend.ToString())), Is.EqualTo((int)backend));
        foreach (LatentKind kind in Enum.GetValues<LatentKind>())
            Assert.That(Constant("LATENT_" + Snake(kind.ToString())), Is.EqualTo((int)kind));
        foreach (MapEncoding encoding in Enum.GetValues<MapEncoding>())
            Assert.That(Constant("ENCODING_" + Snake(encoding.ToString())), Is.EqualTo((int)encoding));
        int numbers = Enum.GetValues<Status>().Length + Enum.GetValues<BackendKind>().Length
            + Enum.GetValues<LatentKind>().Length + Enum.GetValues<MapEncoding>().Length;
        Assert.That(Regex.Count(Header, @"^    SAGTEXTURES_\w+ = ", RegexOptions.Multiline), Is.EqualTo(numbers));
    }

    private static void AssertAlike<T>(string inC)
        where T : unmanaged
    {
        string name = inC[..inC.IndexOf(' ')];
        IEnumerable<string> fields = typeof(T).GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(field => $"{Snake(field.Name).ToLowerInvariant()}:{Marshal.OffsetOf<T>(field.Name)}");
        Assert.That(inC, Is.EqualTo($"{name} {Marshal.SizeOf<T>()} {string.Join(' ', fields)}"));
    }

    private static int Constant(string name)
    {
        Match match = Regex.Match(Header, $@"\bSAGTEXTURES_{name} = (\d+)");
        Assert.That(match.Success, name);
        return int.Parse(match.Groups[1].Value);
    }

    private static string Snake(string name) => Regex.Replace(name, "(?<=.)[A-Z]", "_$0").ToUpperInvariant();
}
