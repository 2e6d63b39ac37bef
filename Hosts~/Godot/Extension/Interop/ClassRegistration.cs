using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SagTextures.Godot.Interop;

/// <summary>Tells the engine about a class, and carries its calls to the managed side.</summary>
internal static unsafe class ClassRegistration
{
    private const uint NormalMethod = 1;

    /// <summary>Handles that the engine keeps as user data; freed with the extension.</summary>
    private static readonly List<GCHandle> Kept = [];

    private static readonly List<string> Registered = [];

    private static readonly ConcurrentDictionary<IntPtr, GodotInstance> Instances = new();

    public static void Register(ClassDefinition definition)
    {
        StringName* name = StringName.Of(definition.Name);
        ulong iconPath = 0;
        var info = new ClassCreationInfo
        {
            IsExposed = (byte)(definition.IsExposed ? 1 : 0),
            IconPath = &iconPath,
            CreateInstance = &CreateInstance,
            FreeInstance = &FreeInstance,
            UserData = Keep(definition),
        };
        GodotInterface.RegisterClass(GodotInterface.Library, name, StringName.Of(definition.Parent), &info);
        Registered.Add(definition.Name);
        foreach (MethodDefinition method in definition.Methods)
        {
            Register(name, method);
        }

        foreach ((Parameter property, string setter, string getter) in definition.Properties)
        {
            using var infos = new PropertyInfos([property]);
            GodotInterface.RegisterProperty(
                GodotInterface.Library, name, infos.Pointer, StringName.Of(setter), StringName.Of(getter));
        }

        foreach ((string signal, Parameter[] parameters) in definition.Signals)
        {
            using var infos = new PropertyInfos(parameters);
            GodotInterface.RegisterSignal(
                GodotInterface.Library, name, StringName.Of(signal), infos.Pointer, parameters.Length);
        }
    }

    /// <summary>A new object of one of our own classes, exposed or not.</summary>
    public static Variant New(string name) => Variant.FromObject(GodotInterface.ConstructObject(StringName.Of(name)));

    /// <summary>What stands behind an object that <see cref="New"/> made.</summary>
    public static T InstanceOf<T>(Variant value) where T : GodotInstance => (T)Instances[value.ToObject()];

    /// <summary>Takes all classes back, the last one first.</summary>
    public static void UnregisterAll()
    {
        foreach (string name in Enumerable.Reverse(Registered))
        {
            GodotInterface.UnregisterClass(GodotInterface.Library, StringName.Of(name));
        }

        Registered.Clear();
        Kept.ForEach(handle => handle.Free());
        Kept.Clear();
    }

    private static void Register(StringName* className, MethodDefinition method)
    {
        bool returns = method.Returns.Type != VariantType.Nil;
        using var returned = new PropertyInfos([method.Returns]);
        using var parameters = new PropertyInfos(method.Parameters);
        Parameter[] withDefault = method.Parameters.Where(parameter => parameter.HasDefault).ToArray();
        Variant* defaults = stackalloc Variant[withDefault.Length + 1];
        Variant** defaultPointers = stackalloc Variant*[withDefault.Length + 1];
        for (int i = 0; i < withDefault.Length; i++)
        {
            defaults[i] = Variant.New(withDefault[i].Type);
            defaultPointers[i] = defaults + i;
        }

        int* metadata = stackalloc int[method.Parameters.Length + 1];
        new Span<int>(metadata, method.Parameters.Length + 1).Clear();
        var info = new ClassMethodInfo
        {
            Name = StringName.Of(method.Name),
            UserData = Keep(method),
            Call = &Call,
            PointerCall = &PointerCall,
            Flags = NormalMethod,
            HasReturnValue = (byte)(returns ? 1 : 0),
            ReturnValue = returned.Pointer,
            ArgumentCount = (uint)method.Parameters.Length,
            Arguments = parameters.Pointer,
            ArgumentsMetadata = metadata,
            DefaultArgumentCount = (uint)withDefault.Length,
            DefaultArguments = defaultPointers,
        };
        GodotInterface.RegisterMethod(GodotInterface.Library, className, &info);
        for (int i = 0; i < withDefault.Length; i++)
        {
            defaults[i].Dispose();
        }
    }

    private static IntPtr Keep(object value)
    {
        var handle = GCHandle.Alloc(value);
        Kept.Add(handle);
        return GCHandle.ToIntPtr(handle);
    }

    private static T Target<T>(IntPtr handle) => (T)GCHandle.FromIntPtr(handle).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static IntPtr CreateInstance(IntPtr userData, byte notifies)
    {
        var definition = Target<ClassDefinition>(userData);
        IntPtr self = GodotInterface.ConstructObject(StringName.Of(definition.Parent));
        GodotInstance instance = definition.Create();
        instance.Self = self;
        Instances[self] = instance;
        GodotInterface.ObjectSetInstance(
            self, StringName.Of(definition.Name), GCHandle.ToIntPtr(GCHandle.Alloc(instance)));
        return self;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeInstance(IntPtr userData, IntPtr instance)
    {
        var handle = GCHandle.FromIntPtr(instance);
        try
        {
            var ended = (GodotInstance)handle.Target!;
            Instances.TryRemove(ended.Self, out _);
            ended.Free();
        }
#pragma warning disable CA1031 // No exception may cross into the engine.
        catch (Exception e)
#pragma warning restore CA1031
        {
            GodotInterface.PrintError(e.Message, Target<ClassDefinition>(userData).Name);
        }

        handle.Free();
    }

    /// <summary>A call with values of any type.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(
        IntPtr userData, IntPtr instance, Variant** arguments, long count, Variant* result, CallError* error)
    {
        var method = Target<MethodDefinition>(userData);
        int wanted = method.Parameters.Length;
        if (count > wanted)
        {
            *error = new CallError { Error = CallError.TooManyArguments, Expected = wanted };
            return;
        }

        Span<Variant> values = stackalloc Variant[wanted];
        for (int i = 0; i < wanted; i++)
        {
            Parameter parameter = method.Parameters[i];
            if (i >= count && !parameter.HasDefault)
            {
                *error = new CallError { Error = CallError.TooFewArguments, Expected = i + 1 };
                return;
            }

            if (i < count && !Fits(arguments[i]->Type, parameter.Type))
            {
                *error = new CallError { Error = CallError.InvalidArgument, Argument = i, Expected = (int)parameter.Type };
                return;
            }

            values[i] = i < count ? *arguments[i] : Variant.New(parameter.Type);
        }

        *result = method.Run(Target<GodotInstance>(instance), values);
        for (int i = (int)count; i < wanted; i++)
        {
            values[i].Dispose();
        }
    }

    /// <summary>A call with values as the engine lays their types out: what typed scripts do.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void PointerCall(IntPtr userData, IntPtr instance, void** arguments, void* result)
    {
        var method = Target<MethodDefinition>(userData);
        Span<Variant> values = stackalloc Variant[method.Parameters.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Variant.FromType(method.Parameters[i].Type, arguments[i]);
        }

        using Variant returned = method.Run(Target<GodotInstance>(instance), values);
        foreach (Variant value in values)
        {
            value.Dispose();
        }

        VariantType type = method.Returns.Type;
        if (type == VariantType.Object)
        {
            GodotInterface.RefSetObject(result, returned.Type == VariantType.Object ? returned.ToObject() : IntPtr.Zero);
        }
        else if (type != VariantType.Nil && returned.Type == type)
        {
            // The result holds an empty value of its type already.
            delegate* unmanaged[Cdecl]<void*, void> destroy = GodotInterface.GetDestructor(type);
            if (destroy != null)
            {
                destroy(result);
            }

            returned.ToType(type, result);
        }
    }

    private static bool Fits(VariantType given, VariantType wanted) => given == wanted
        || (given is VariantType.Int or VariantType.Float && wanted is VariantType.Int or VariantType.Float)
        || (given == VariantType.StringName && wanted == VariantType.String);
}
