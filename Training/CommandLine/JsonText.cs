using System.Text.Encodings.Web;
using System.Text.Json;

namespace SagTextures.Training.CommandLine;

/// <summary>How the command line prints JSON.</summary>
internal static class JsonText
{
    public static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static readonly JsonSerializerOptions Compact = new(Indented) { WriteIndented = false };
}
