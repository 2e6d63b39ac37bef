using System.CommandLine;

namespace SagTextures.Training.CommandLine;

/// <summary>Here for the list of verbs: the script runs the tests, because they build this program first.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var command = new Command("test", "Run everything that proves the project on this machine.");
        command.SetAction(void (ParseResult _) => throw new UsageException("Tests are run by the script: ./sag test"));
        return command;
    }
}
