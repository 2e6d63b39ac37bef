using System.IO;

namespace SagTextures.Training;

/// <summary>Folders of pictures that this program made of textures; they may lie among those and are not to be trained on.</summary>
internal static class OwnPictures
{
    /// <summary>A file of every experiment, whose curves are pictures too.</summary>
    public const string ExperimentFile = "pace.json";

    /// <summary>Whether a folder is of a run's samples, or all of an experiment. A run's own folder may have textures in it.</summary>
    public static bool AreIn(string folder) => File.Exists(Path.Combine(folder, ExperimentFile))
        || (Path.GetFileName(folder) == "samples" && RunFolder.IsAt(Path.GetDirectoryName(folder)!));
}
