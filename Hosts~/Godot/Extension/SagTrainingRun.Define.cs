using System;
using System.IO;
using SagTextures.Editor;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

internal sealed partial class SagTrainingRun
{
    /// <summary>What scripts see.</summary>
    public static ClassDefinition Define()
    {
        var error = new Parameter(string.Empty, VariantType.Int, "Error");
        var nothing = new Parameter(string.Empty, VariantType.Nil);
        var textures = new Parameter("textures_dir", VariantType.String);
        var run = new Parameter("run_dir", VariantType.String);
        var options = new Parameter("options", VariantType.Dictionary, HasDefault: true);
        ClassDefinition definition = new ClassDefinition(nameof(SagTrainingRun), "RefCounted", () => new SagTrainingRun())
            .Method("start", error, On((self, arguments) =>
                Result(self.Start(arguments[0].ToText(), arguments[1].ToText(), arguments[2]))), textures, run, options)
            .Method("attach", error, On((self, arguments) => Result(self.Attach(arguments[0].ToText()))), run)
            .Method("estimate", error, On((self, arguments) =>
                Result(self.Estimate(arguments[0].ToText(), arguments[1]))), textures, options)
            .Method("cancel_estimate", nothing, On((self, _) =>
            {
                self.CancelEstimate();
                return default;
            }))
            .Method("stop", nothing, On((self, _) =>
            {
                self.Stop();
                return default;
            }))
            .Method("poll", new Parameter(string.Empty, VariantType.Array), On((self, _) => self.Poll()))
            .Method("copy_model", error, On((self, arguments) => Result(self.CopyModel(arguments[0].ToText()))),
                new Parameter("path", VariantType.String))
            .Method("list_runs", new Parameter(string.Empty, VariantType.PackedStringArray), On((_, arguments) =>
                ListRuns(arguments[0].ToText())), new Parameter("dir", VariantType.String))
            .Signal("estimated", new Parameter("text", VariantType.String));

        definition.Property(
            new Parameter("trainer_path", VariantType.String),
            instance => Variant.From(((SagTrainingRun)instance).trainerPath),
            (instance, value) => ((SagTrainingRun)instance).trainerPath = value.ToText());
        Read("run_dir", VariantType.String, self => Variant.From(self.process?.RunFolder ?? string.Empty));
        Read("is_running", VariantType.Bool, self => Variant.From(self.process?.IsRunning ?? false));
        Read("status", VariantType.String, self => Variant.From(self.process?.Status.ToString().ToLowerInvariant() ?? string.Empty));
        Read("message", VariantType.String, self => Variant.From(self.process?.Message ?? string.Empty));
        Read("step", VariantType.Int, self => Variant.From(self.process?.Progress?.Step ?? 0));
        Read("steps", VariantType.Int, self => Variant.From(self.process?.Progress?.Steps ?? 0));
        Read("loss_d", VariantType.Float, self => Variant.From(self.process?.Progress?.DiscriminatorLoss ?? double.NaN));
        Read("loss_g", VariantType.Float, self => Variant.From(self.process?.Progress?.GeneratorLoss ?? double.NaN));
        Read("images_per_second", VariantType.Float, self => Variant.From(self.process?.Progress?.ImagesPerSecond ?? 0));
        Read("eta_seconds", VariantType.Float, self => Variant.From(self.process?.Progress?.Remaining.TotalSeconds ?? 0));
        Read("sample_path", VariantType.String, self => Variant.From(
            self.process?.Progress?.Sample is { } sample ? Path.Combine(self.process.RunFolder, sample) : string.Empty));
        Read("has_model", VariantType.Bool, self => Variant.From(self.process?.HasModel ?? false));
        Read("presets", VariantType.PackedStringArray, _ => Strings(TrainingOptions.Presets));
        return definition;

        void Read(string name, VariantType type, Func<SagTrainingRun, Variant> get) =>
            definition.Property(new Parameter(name, type), instance => get((SagTrainingRun)instance));
    }

    private static Variant ListRuns(string folder)
    {
        var folders = new System.Collections.Generic.List<string>();
        foreach (TrainingProcess run in TrainingProcess.List(SystemPath(folder)))
        {
            using (run)
            {
                folders.Add(run.RunFolder);
            }
        }

        return Strings(folders);
    }

    private static Variant Strings(System.Collections.Generic.IEnumerable<string> texts)
    {
        Variant strings = Variant.New(VariantType.PackedStringArray);
        foreach (string text in texts)
        {
            strings.Call("push_back", Variant.From(text)).Dispose();
        }

        return strings;
    }

    private static Variant Result(GodotError error) => Variant.From((long)error);

    private static MethodBody On(Body body) => (instance, arguments) => body((SagTrainingRun)instance, arguments);

    private delegate Variant Body(SagTrainingRun self, ReadOnlySpan<Variant> arguments);
}
