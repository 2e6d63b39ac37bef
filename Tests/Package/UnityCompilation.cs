using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;

namespace SagTextures.Tests;

/// <summary>
/// Compiles assembly definitions as Unity 2022.3 does: C# 9, .NET Standard 2.1, each against just what it names. The engine
/// stands in as declarations (Tests/Unity~).
/// </summary>
internal sealed class UnityCompilation
{
    private readonly PackedPackage package;
    private readonly string folder;
    private readonly XElement all = new("ItemGroup");

    public UnityCompilation(PackedPackage package)
    {
        this.package = package;
        folder = Directory.CreateDirectory(Path.Combine(package.Folder, "compiled")).FullName;
        // The checkout's own settings (warnings are errors) do not hold in Unity.
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), """
            <Project>
              <PropertyGroup>
                <UseArtifactsOutput>true</UseArtifactsOutput>
                <ArtifactsPath>$(MSBuildThisFileDirectory)artifacts</ArtifactsPath>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
    }

    /// <summary>Adds an assembly.</summary>
    public void Add(string path, JsonElement definition)
    {
        string sources = Path.GetDirectoryName(path)!;
        string[] precompiled = Strings(definition, "precompiledReferences");
        bool isTest = precompiled.Contains("nunit.framework.dll");
        bool isEditor = Strings(definition, "includePlatforms").Contains("Editor");
        string responses = Path.Combine(package.FullPath(sources), "csc.rsp");
        var properties = new XElement(
            "PropertyGroup",
            // NUnit has no .NET Standard 2.1 build; the other assemblies have to do with it.
            new XElement("TargetFramework", isTest ? "net10.0" : "netstandard2.1"),
            new XElement("DisableImplicitFrameworkDefines", "true"),
            new XElement("LangVersion", "9.0"),
            new XElement("EnableDefaultCompileItems", "false"),
            new XElement("AllowUnsafeBlocks", definition.GetProperty("allowUnsafeCode").GetBoolean()),
            new XElement("DefineConstants", "$(DefineConstants);UNITY_2022_3_OR_NEWER;UNITY_EDITOR;UNITY_INCLUDE_TESTS"),
            new XElement("Nullable", File.Exists(responses) && File.ReadAllText(responses).Contains("-nullable:enable") ? "enable" : "disable"));
        var items = new XElement("ItemGroup");
        foreach (string source in package.Files.Where(file => file.EndsWith(".cs") && OwnerOf(file) == sources))
            items.Add(Item("Compile", package.FullPath(source)));
        foreach (string reference in Strings(definition, "references"))
            items.Add(Item("ProjectReference", reference.EndsWith(".TestRunner") ? Declarations("TestRunner", reference) : Project(reference)));
        if (!definition.GetProperty("noEngineReferences").GetBoolean())
        {
            items.Add(Item("ProjectReference", Declarations("UnityEngine", "UnityEngine")));
            // A sample in the editor may look for an asset.
            if (isEditor || path.Contains("Samples~"))
                items.Add(Item("ProjectReference", Declarations("UnityEditor", "UnityEditor")));
        }

        foreach (string library in precompiled)
        {
            string file = library == "nunit.framework.dll"
                ? Path.Combine(TestBinaries, library)
                : package.FullPath($"Runtime/Plugins/{library}");
            items.Add(new XElement("Reference", new XAttribute("Include", Path.GetFileNameWithoutExtension(library)), new XElement("HintPath", file)));
        }

        string name = definition.GetProperty("name").GetString()!;
        new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"), properties, items).Save(Project(name));
        all.Add(Item("ProjectReference", Project(name)));
    }

    /// <summary>Compiles all; any error fails.</summary>
    public void Build()
    {
        string project = Project("All");
        new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", new XElement("TargetFramework", "net10.0"), new XElement("EnableDefaultCompileItems", "false")),
            all).Save(project);
        PackedPackage.Run("dotnet", "build", project, "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary");
    }

    private static string TestBinaries => Path.GetDirectoryName(typeof(UnityCompilation).Assembly.Location)!;

    /// <summary>Folder of the assembly definition that a source file belongs to: the nearest above it.</summary>
    private string OwnerOf(string file)
    {
        string? folder = Path.GetDirectoryName(file);
        while (folder != null && !package.Files.Any(path => path.EndsWith(".asmdef") && Path.GetDirectoryName(path) == folder))
            folder = Path.GetDirectoryName(folder);
        return folder ?? "";
    }

    private static XElement Item(string kind, string include) => new(kind, new XAttribute("Include", include));

    private string Project(string name) => Path.Combine(folder, name + ".csproj");

    private static string Declarations(string room, string name) => PackageTree.FullPath($"Tests/Unity~/{room}/{name}.csproj");

    private static string[] Strings(JsonElement definition, string field) =>
        definition.GetProperty(field).EnumerateArray().Select(item => item.GetString()!).ToArray();
}
