using System;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot.Device;

/// <summary>
/// Has the engine draw one more frame, which in the low processor usage mode (the editor's) it does only when something has
/// changed: a canvas item that nothing shows.
/// </summary>
internal sealed class Redraw : IDisposable
{
    private readonly Variant server = Variant.Singleton("RenderingServer");
    private readonly Variant item;

    public Redraw() => item = server.Call("canvas_item_create");

    /// <summary>On any thread.</summary>
    public void Request() => server.Call("canvas_item_set_visible", item.Copy(), Variant.From(true)).Dispose();

    public void Dispose()
    {
        server.Call("free_rid", item).Dispose();
        server.Dispose();
    }
}
