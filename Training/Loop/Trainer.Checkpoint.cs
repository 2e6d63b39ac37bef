using System.IO;
using System.Linq;
using System.Text.Json;
using TorchSharp.Modules;

namespace SagTextures.Training.Loop;

/// <content>What a checkpoint keeps.</content>
public sealed partial class Trainer
{
    /// <summary>Writes everything that a step depends on.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(JsonSerializer.Serialize(state));
        generator.save(writer);
        discriminator.save(writer);
        average?.Average.save(writer);
        optimizerG.save_state_dict(writer);
        optimizerD.save_state_dict(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote, for the same configuration.</summary>
    public void Load(BinaryReader reader)
    {
        TrainerState saved = JsonSerializer.Deserialize<TrainerState>(reader.ReadString())!;
        // Those of a checkpoint from before they were kept are not known.
        if (saved.Classes.Count > 0 && !saved.Classes.SequenceEqual(state.Classes))
        {
            throw new InvalidDataException(
                $"its classes are {string.Join(", ", saved.Classes)}, and those of the textures {string.Join(", ", state.Classes.DefaultIfEmpty("none"))}.");
        }
        state = saved with { Classes = state.Classes };
        // One that does not adapt is what the options say, as rates are.
        if (config.AugmentTarget == 0)
            state = state with { AugmentStrength = config.AugmentStrength };
        LoadNetworks(reader);
        foreach (Adam optimizer in new[] { optimizerG, optimizerD })
        {
            optimizer.load_state_dict(reader);
            // With its state come the betas it was saved with; those of the options hold.
            foreach (Adam.ParamGroup group in optimizer.ParamGroups.Cast<Adam.ParamGroup>())
                group.Betas = (config.Beta1, config.Beta2);
        }
    }

    /// <summary>Reads only the networks of what <see cref="Save"/> wrote: a new training begins with them.</summary>
    public void Adopt(BinaryReader reader)
    {
        reader.ReadString();
        LoadNetworks(reader);
    }

    private void LoadNetworks(BinaryReader reader)
    {
        generator.load(reader);
        discriminator.load(reader);
        average?.Average.load(reader);

        // On a GPU loading gives the networks new tensors, which the optimizers do not know.
        optimizerG.Dispose();
        optimizerD.Dispose();
        (optimizerG, optimizerD) = CreateOptimizers();
    }
}
