using System.CommandLine;
using System.Threading.Tasks;

namespace SagTextures.Training.CommandLine;

internal static class DemoCommand
{
    public static Command Create()
    {
        Option<string> folder = Options.Text("--out", "Folder for everything that the demo makes.");
        folder.DefaultValueFactory = _ => "sag-demo";
        Option<int> steps = Options.Number("--steps", "Training steps: more take longer and look better.", Demo.DefaultSteps, 1);

        var command = new Command("demo", "The whole way on the sample set: train, export, generate, pictures. Some minutes.")
        {
            folder, steps,
        };
        command.SetAction((parsed, _) => Task.Run(() =>
        {
            using var stop = new StopSignal();
            return new Demo(parsed.GetRequiredValue(folder), parsed.GetValue(steps), parsed.InvocationConfiguration).Run(stop.Token);
        }));
        return command;
    }
}
