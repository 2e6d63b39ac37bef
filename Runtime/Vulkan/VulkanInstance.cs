using System;
using System.Collections.Generic;
using System.Linq;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>A Vulkan instance of our own, with the validation layer where someone listens to it.</summary>
    internal sealed unsafe class VulkanInstance : IDisposable
    {
        /// <summary>Vulkan 1.1.</summary>
        public const uint ApiVersion = (1u << 22) | (1u << 12);

        private const string ValidationLayer = "VK_LAYER_KHRONOS_validation";
        private const string DebugUtils = "VK_EXT_debug_utils";
        private const string LayerSettings = "VK_EXT_layer_settings";
        private const string ValidationFeatures = "VK_EXT_validation_features";
        private const string Portability = "VK_KHR_portability_enumeration";
        private readonly ValidationMessenger? messenger;

        /// <param name="onValidationMessage">
        /// Gets every warning and error of the validation layer, synchronization validation included; null for none.
        /// Called on the thread that made the mistake.
        /// </param>
        /// <exception cref="DeviceException">There is no Vulkan loader, driver or validation layer.</exception>
        public VulkanInstance(Action<string>? onValidationMessage = null)
        {
            GetInstanceProcAddr = VulkanLibrary.FindGetInstanceProcAddr();
            using var loader = new Vk(new VulkanFunctions(GetInstanceProcAddr));
            bool isValidated = onValidationMessage != null;
            ISet<string> offered = Extensions(loader, isValidated ? ValidationLayer : null);
            var extensions = new[] { DebugUtils, LayerSettings, ValidationFeatures, Portability }
                .Where(offered.Contains).ToList();
            HasDebugUtils = extensions.Contains(DebugUtils);
            Handle = Create(loader, extensions, isValidated);

            var functions = new VulkanFunctions(GetInstanceProcAddr, Handle);
            Vk = new Vk(functions);
            if (isValidated)
            {
                messenger = new ValidationMessenger(functions, Handle, onValidationMessage!);
            }
        }

        public IntPtr GetInstanceProcAddr { get; }

        public Instance Handle { get; private set; }

        public Vk Vk { get; }

        public bool HasDebugUtils { get; }

        /// <summary>In the loader's order, which numbers them for the user.</summary>
        public IReadOnlyList<PhysicalDevice> PhysicalDevices()
        {
            uint count = 0;
            Vk.EnumeratePhysicalDevices(Handle, &count, null).Check("listing devices");
            var devices = new PhysicalDevice[count];
            fixed (PhysicalDevice* pointer = devices)
            {
                Vk.EnumeratePhysicalDevices(Handle, &count, pointer).Check("listing devices");
            }

            return devices;
        }

        public void Dispose()
        {
            if (Handle.Handle != default)
            {
                messenger?.Dispose();
                Vk.DestroyInstance(Handle, null);
                Vk.Dispose();
                Handle = default;
            }
        }

        private static Instance Create(Vk loader, IReadOnlyList<string> extensions, bool isValidated)
        {
            using var extensionNames = new NativeStrings(extensions);
            using var layerNames = new NativeStrings(isValidated ? new[] { ValidationLayer } : Array.Empty<string>());
            using var engine = new NativeStrings(new[] { "SagTextures" });
            var application = new ApplicationInfo(
                pEngineName: engine.Pointers[0], pApplicationName: engine.Pointers[0], apiVersion: ApiVersion);

            // Synchronization validation. Newer layers have settings instead of features, and look into what shaders access
            // only when told to.
            ValidationFeatureEnableEXT feature = ValidationFeatureEnableEXT.SynchronizationValidationExt;
            var features = new ValidationFeaturesEXT(
                enabledValidationFeatureCount: 1, pEnabledValidationFeatures: &feature);
            uint on = 1;
            using var names = new NativeStrings(
                new[] { ValidationLayer, "validate_sync", "syncval_shader_accesses_heuristic" });
            LayerSettingEXT* settings = stackalloc LayerSettingEXT[]
            {
                new LayerSettingEXT(names.Pointers[0], names.Pointers[1], LayerSettingTypeEXT.Bool32Ext, 1, &on),
                new LayerSettingEXT(names.Pointers[0], names.Pointers[2], LayerSettingTypeEXT.Bool32Ext, 1, &on),
            };
            var layerSettings = new LayerSettingsCreateInfoEXT(settingCount: 2, pSettings: settings);
            void* validation = extensions.Contains(LayerSettings) ? (void*)&layerSettings : &features;
            var info = new InstanceCreateInfo(
                pNext: isValidated ? validation : null,
                flags: extensions.Contains(Portability) ? InstanceCreateFlags.EnumeratePortabilityBitKhr : 0,
                pApplicationInfo: &application,
                enabledLayerCount: layerNames.Count, ppEnabledLayerNames: layerNames.Pointers,
                enabledExtensionCount: extensionNames.Count, ppEnabledExtensionNames: extensionNames.Pointers);
            Instance instance;
            Result result = loader.CreateInstance(&info, null, &instance);
            if (result == Result.ErrorLayerNotPresent)
            {
                throw new DeviceException(
                    $"The layer {ValidationLayer} is not installed (Debian: vulkan-validationlayers).");
            }

            result.Check("creating a Vulkan instance");
            return instance;
        }

        /// <summary>Extensions of the loader and its drivers, and of a layer.</summary>
        private static ISet<string> Extensions(Vk loader, string? layer)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            using var layerName = new NativeStrings(new[] { layer ?? string.Empty });
            foreach (bool ofLayer in layer == null ? new[] { false } : new[] { false, true })
            {
                byte* of = ofLayer ? layerName.Pointers[0] : null;
                uint count = 0;
                if (loader.EnumerateInstanceExtensionProperties(of, &count, null) != Result.Success)
                {
                    continue;
                }

                var properties = new ExtensionProperties[count];
                fixed (ExtensionProperties* pointer = properties)
                {
                    loader.EnumerateInstanceExtensionProperties(of, &count, pointer).Check("listing extensions");
                    for (int i = 0; i < count; i++)
                    {
                        names.Add(SilkMarshal.PtrToString((IntPtr)pointer[i].ExtensionName) ?? string.Empty);
                    }
                }
            }

            return names;
        }
    }
}
