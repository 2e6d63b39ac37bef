using System.IO;
using System.Reflection;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>The classes' pages in the editor's help, from Help/*.xml.</summary>
internal static unsafe class Help
{
    public static void Load()
    {
        Assembly assembly = typeof(Help).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            using var text = new MemoryStream();
            using Stream page = assembly.GetManifestResourceStream(name)!;
            page.CopyTo(text);
            text.WriteByte(0);
            fixed (byte* pointer = text.GetBuffer())
            {
                GodotInterface.EditorHelpLoadXml(pointer);
            }
        }
    }
}
