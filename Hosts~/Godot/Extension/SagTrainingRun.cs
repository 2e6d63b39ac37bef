using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Editor;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>The class SagTrainingRun: a training in a process of its own. Help/SagTrainingRun.xml.</summary>
internal sealed partial class SagTrainingRun : GodotInstance
{
    private string trainerPath = string.Empty;
    private TrainingProcess? process;
    private CancellationTokenSource? estimating;

    public override void Free()
    {
        CancelEstimate();
        process?.Dispose();
        process = null;
    }

    private GodotError Start(string textures, string run, Variant options) => Try(nameof(Start), () =>
    {
        TrainingProcess started = TrainingProcess.Start(Trainer(), Options(textures, run, options));
        process?.Dispose();
        process = started;
    });

    private GodotError Attach(string run) => Try(nameof(Attach), () =>
    {
        TrainingProcess found = TrainingProcess.Attach(SystemPath(run));
        process?.Dispose();
        process = found;
    });

    private void Stop() => process?.Stop();

    private GodotError CopyModel(string path) => Try(nameof(CopyModel), () =>
        (process ?? throw new SagTexturesException("No training was started or found.")).CopyModel(SystemPath(path)));

    /// <summary>The reports since the last call, oldest first.</summary>
    private Variant Poll()
    {
        Variant reports = Variant.New(VariantType.Array);
        foreach (TrainingProgress report in process?.Update() ?? [])
        {
            Variant entry = Variant.New(VariantType.Dictionary);
            entry.Set(Variant.From("step"), Variant.From(report.Step));
            entry.Set(Variant.From("loss_d"), Variant.From(report.DiscriminatorLoss));
            entry.Set(Variant.From("loss_g"), Variant.From(report.GeneratorLoss));
            reports.Call("push_back", entry).Dispose();
        }

        return reports;
    }

    /// <summary>Measures on another thread what a training would take, and tells it by the signal "estimated".</summary>
    private GodotError Estimate(string textures, Variant options) => Try(nameof(Estimate), () =>
    {
        CancelEstimate();
        estimating = CancellationTokenSource.CreateLinkedTokenSource(BackgroundTasks.Stopping);
        // A dry run keeps nothing, but the options want a folder.
        TrainingOptions wanted = Options(textures, Path.Combine(Path.GetTempPath(), "sagtextures-estimate"), options);
        SagCommand trainer = Trainer();
        CancellationToken token = estimating.Token;
        BackgroundTasks.Run(Owner, async () =>
        {
            string text;
            try
            {
                TrainingEstimate estimate = await TrainingEstimate.CreateAsync(trainer, wanted, token).ConfigureAwait(false);
                text = string.Join('\n', [Describe(estimate), .. estimate.Warnings]);
            }
            catch (SagTexturesException e)
            {
                text = e.Message;
            }
            catch (OperationCanceledException)
            {
                text = string.Empty;
            }

            return () =>
            {
                if (!token.IsCancellationRequested)
                {
                    using Variant self = Owner;
                    self.Call("emit_signal", Variant.From("estimated"), Variant.From(text)).Dispose();
                }
            };
        });
    });

    private void CancelEstimate() => estimating?.Cancel();

    private static string Describe(TrainingEstimate estimate) => FormattableString.Invariant(
        $"{estimate.Images} images, {Words(estimate.Duration)}, {estimate.MemoryMegabytes} MB of memory");

    private static string Words(TimeSpan time) =>
        time.TotalMinutes < 2 ? FormattableString.Invariant($"{time.TotalSeconds:0} s")
        : time.TotalHours < 2 ? FormattableString.Invariant($"{time.TotalMinutes:0} min")
        : FormattableString.Invariant($"{time.TotalHours:0.0} h");

    private SagCommand Trainer() => new(SystemPath(trainerPath.Length > 0
        ? trainerPath
        : throw new SagTexturesException("trainer_path is empty: name the sag script of SagTextures.")));

    private static TrainingOptions Options(string textures, string run, Variant dictionary)
    {
        var options = new TrainingOptions(SystemPath(textures), SystemPath(run));
        foreach ((string key, Variant value) in dictionary.Entries())
        {
            using Variant owned = value;
            switch (key)
            {
                case "preset": options.Preset = value.ToText(); break;
                case "resolution": options.Resolution = (int)value.ToLong(); break;
                case "steps": options.Steps = (int)value.ToLong(); break;
                case "batch": options.Batch = (int)value.ToLong(); break;
                case "seamless": options.Seamless = value.ToBool(); break;
                case "device": options.Device = value.ToText(); break;
                case "seed": options.Seed = (int)value.ToLong(); break;
                case "resume": options.Resume = value.ToBool(); break;
                case "sample_every": options.SampleEvery = (int)value.ToLong(); break;
                case "config": options.Config = SystemPath(value.ToText()); break;
                default:
                    throw new SagTexturesException(
                        $"There is no option \"{key}\"; there are preset, resolution, steps, batch, seamless, device, seed, " +
                        "resume, sample_every and config.");
            }
        }

        return options;
    }

    /// <summary>res:// and user:// paths as the system's.</summary>
    private static string SystemPath(string path)
    {
        using Variant settings = Variant.Singleton("ProjectSettings");
        using Variant system = settings.Call("globalize_path", Variant.From(path));
        return system.ToText();
    }

    private static GodotError Try(string method, Action action)
    {
        try
        {
            action();
            return GodotError.Ok;
        }
        catch (Exception e) when (e is SagTexturesException or IOException or ArgumentException or UnauthorizedAccessException)
        {
            GodotInterface.PrintError(e.Message, $"{nameof(SagTrainingRun)}.{method}");
            return e is SagTexturesException ? GodotError.Failed : GodotError.InvalidParameter;
        }
    }
}
