using System;
using System.Collections.Generic;

namespace SagTextures.Godot.Interop;

/// <summary>A class as the engine sees it.</summary>
internal sealed class ClassDefinition
{
    /// <param name="name">Its name in the engine.</param>
    /// <param name="parent">The engine's class that it extends.</param>
    /// <param name="create">Makes what stands behind an object.</param>
    /// <param name="isExposed">Whether scripts see it.</param>
    public ClassDefinition(string name, string parent, Func<GodotInstance> create, bool isExposed = true)
    {
        Name = name;
        Parent = parent;
        Create = create;
        IsExposed = isExposed;
    }

    public string Name { get; }

    public string Parent { get; }

    public Func<GodotInstance> Create { get; }

    public bool IsExposed { get; }

    public List<MethodDefinition> Methods { get; } = [];

    /// <summary>Properties with the names of their setter (empty: read only) and getter.</summary>
    public List<(Parameter Property, string Setter, string Getter)> Properties { get; } = [];

    public List<(string Name, Parameter[] Parameters)> Signals { get; } = [];

    public ClassDefinition Method(string name, Parameter returns, MethodBody body, params Parameter[] parameters)
    {
        Methods.Add(new MethodDefinition(Name, name, body, returns, parameters));
        return this;
    }

    /// <summary>A property that can only be read.</summary>
    public ClassDefinition Property(Parameter property, Func<GodotInstance, Variant> get)
    {
        string getter = (property.Name.StartsWith("is_", StringComparison.Ordinal) ? "_" : "get_") + property.Name;
        Method(getter, property with { Name = string.Empty }, (instance, _) => get(instance));
        Properties.Add((property, string.Empty, getter));
        return this;
    }

    /// <summary>A property that can be read and set.</summary>
    public ClassDefinition Property(Parameter property, Func<GodotInstance, Variant> get, Action<GodotInstance, Variant> set)
    {
        string setter = "set_" + property.Name, getter = "get_" + property.Name;
        Method(getter, property with { Name = string.Empty }, (instance, _) => get(instance));
        Method(setter, new Parameter(string.Empty, VariantType.Nil), (instance, arguments) =>
        {
            set(instance, arguments[0]);
            return default;
        }, property);
        Properties.Add((property, setter, getter));
        return this;
    }

    public ClassDefinition Signal(string name, params Parameter[] parameters)
    {
        Signals.Add((name, parameters));
        return this;
    }
}
