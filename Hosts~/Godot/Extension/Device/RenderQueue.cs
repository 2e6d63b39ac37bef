using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot.Device;

/// <summary>
/// The internal class SagRenderQueue: makes textures on Godot's own device and queue. A texture of the rendering device is in
/// an undefined layout, and its content may be lost, until the engine's own commands have touched it. So a job takes one frame:
/// the engine creates and clears the texture, draws the frame, and then our commands fill it.
/// </summary>
internal sealed class RenderQueue : GodotInstance
{
    private const string ClassName = "SagRenderQueue";
    private const int MaxJobsPerFrame = 8;

    private static Variant instance;

    private readonly List<TextureJob> jobs = [];
    private GodotDevice? device;
    private Submissions? submissions;

    public static ClassDefinition Define()
    {
        var nothing = new Parameter(string.Empty, VariantType.Nil);
        return new ClassDefinition(ClassName, "RefCounted", () => new RenderQueue(), isExposed: false)
            .Method("pre_draw", nothing, (self, _) => ((RenderQueue)self).Arm())
            .Method("post_draw", nothing, (self, _) => ((RenderQueue)self).OnRenderThread("fill"))
            .Method("create", nothing, (self, _) => ((RenderQueue)self).CreateTextures())
            .Method("fill", nothing, (self, _) => ((RenderQueue)self).Fill())
            .Method("release", nothing, (self, arguments) => ((RenderQueue)self).Release(arguments), new Parameter("texture", VariantType.Rid));
    }

    /// <summary>On the main thread: takes a job over.</summary>
    public static void Add(TextureJob job)
    {
        if (instance.Type == VariantType.Nil)
        {
            instance = ClassRegistration.New(ClassName);
            using Variant server = Variant.Singleton("RenderingServer");
            server.Call("connect", Variant.From("frame_pre_draw"), Method("pre_draw")).Dispose();
            server.Call("connect", Variant.From("frame_post_draw"), Method("post_draw")).Dispose();
        }

        var queue = ClassRegistration.InstanceOf<RenderQueue>(instance);
        lock (queue.jobs)
        {
            queue.jobs.Add(job);
        }

        queue.OnRenderThread("create");
    }

    /// <summary>Frees a texture of the rendering device, on the render thread.</summary>
    public static void Release(Variant texture)
    {
        using Variant server = Variant.Singleton("RenderingServer");
        if (instance.Type == VariantType.Object && server.Type == VariantType.Object)
        {
            using Variant method = Method("release");
            server.Call("call_on_render_thread", method.Call("bind", texture)).Dispose();
        }
    }

    /// <summary>Waits for the GPU and lets go of everything, because the extension is about to go.</summary>
    public static void Stop()
    {
        if (instance.Type == VariantType.Object)
        {
            var queue = ClassRegistration.InstanceOf<RenderQueue>(instance);
            queue.submissions?.Dispose();
            queue.jobs.ForEach(job => job.Dispose());
            queue.device?.Dispose();
            instance.Dispose();
            instance = default;
        }
    }

    private static Variant Method(string name)
    {
        using Variant text = Variant.From(name);
        return Variant.New(VariantType.Callable, [instance, text]);
    }

    private Variant OnRenderThread(string method)
    {
        using Variant server = Variant.Singleton("RenderingServer");
        server.Call("call_on_render_thread", Method(method)).Dispose();
        return default;
    }

    /// <summary>The frame about to be drawn holds the clearing of all textures made so far.</summary>
    private Variant Arm()
    {
        lock (jobs)
        {
            jobs.ForEach(job => job.IsArmed = job.Holder.Texture.Type == VariantType.Rid);
        }

        return default;
    }

    private Variant CreateTextures()
    {
        device ??= GodotDevice.Open();
        lock (jobs)
        {
            foreach (TextureJob job in jobs.Where(job => job.Holder.Texture.Type == VariantType.Nil))
            {
                job.Holder.Texture = RenderingTexture.Create(device, job);
            }
        }

        return default;
    }

    private Variant Fill()
    {
        submissions?.FreeFinished();
        TextureJob[] ready;
        lock (jobs)
        {
            ready = jobs.Where(job => job.IsArmed).Take(MaxJobsPerFrame).ToArray();
            jobs.RemoveAll(ready.Contains);
        }

        if (ready.Length == 0)
        {
            return default;
        }

        try
        {
            submissions ??= new Submissions(device!);
            submissions.Submit(ready);
        }
        catch (SagTexturesException e)
        {
            GodotInterface.PrintError($"{e.Message} The textures are copied instead.", "SagTextureGenerator.generate_texture_rd");
            Array.ForEach(ready, Copy);
        }

        foreach (TextureJob job in ready)
        {
            job.Target.Call("set_texture_rd_rid", job.Holder.Texture.Copy()).Dispose();
            job.Dispose();
        }

        return default;
    }

    private void Copy(TextureJob job)
    {
        try
        {
            using GeneratedTexture texture = job.Owner.Generator.Generate(job.Seed, job.Options.Generate);
            RenderingTexture.Update(device!, job, texture);
        }
        catch (SagTexturesException e)
        {
            GodotInterface.PrintError(e.Message, "SagTextureGenerator.generate_texture_rd");
        }
    }

    private Variant Release(ReadOnlySpan<Variant> arguments)
    {
        device?.Call("free_rid", arguments[0].Copy()).Dispose();
        return default;
    }
}
