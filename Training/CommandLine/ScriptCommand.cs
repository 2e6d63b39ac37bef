using System.CommandLine;

namespace SagTextures.Training.CommandLine;

/// <summary>Here for the list of verbs: the script runs those that build this program, or what needs none of it.</summary>
internal static class ScriptCommand
{
    public static Command Create(string name, string description)
    {
        var command = new Command(name, description);
        command.SetAction(void (ParseResult _) => throw new UsageException($"The script does this: ./sag {name}"));
        return command;
    }
}
