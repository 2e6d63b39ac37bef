using System;
using System.Threading;
using System.Threading.Tasks;
using UnityEngine;

namespace SagTextures.Unity
{
    /// <summary>
    /// Gives the renderer beside it the texture of a seed, at edit time and in play. The old texture stays until the new one
    /// is there; no frame waits.
    /// </summary>
    [ExecuteAlways]
    [DisallowMultipleComponent]
    [RequireComponent(typeof(Renderer))]
    [AddComponentMenu("Rendering/SAG Texture Renderer")]
    public sealed class SagTextureRenderer : MonoBehaviour
    {
        [SerializeField, Tooltip("A trained generator: a .safetensors file in the project.")]
        private SagTextureModel? model;

        [SerializeField, Tooltip("The same seed gives the same texture, always.")]
        private ulong seed = 1;

        [SerializeField, Tooltip("One of the model's classes; empty for its first.")]
        private string textureClass = string.Empty;

        [SerializeField, Range(0, 1), Tooltip("Less of it gives less variety, closer to the typical texture.")]
        private float truncation = 1;

        [SerializeField, Tooltip("Pixels; 0 for the model's own size. Only models with a grid latent make other sizes.")]
        private Vector2Int size;

        [SerializeField, Min(0), Tooltip("Which of the renderer's materials.")]
        private int materialIndex;

        [SerializeField, Tooltip("In play, give the renderer a material of its own instead of a property block: works with the " +
            "SRP batcher, and turns on the shader features that normal, height and mask maps need.")]
        private bool ownMaterial = true;

        private CancellationTokenSource? pending;
        private SagTextureSet? set;
        private Material? material;
        private Material? original;
        private bool isStale;

        /// <summary>A new texture is on the renderer.</summary>
        public event Action<SagTextureRenderer>? TextureChanged;

        /// <summary>A trained generator.</summary>
        public SagTextureModel? Model
        {
            get => model;
            set
            {
                model = value;
                isStale = true;
            }
        }

        /// <summary>The same seed gives the same texture, always.</summary>
        public ulong Seed
        {
            get => seed;
            set
            {
                seed = value;
                isStale = true;
            }
        }

        /// <summary>One of the model's classes; null or empty for its first.</summary>
        public string? Class
        {
            get => textureClass;
            set
            {
                textureClass = value ?? string.Empty;
                isStale = true;
            }
        }

        /// <summary>From 0 to 1: less of it gives less variety, closer to the typical texture.</summary>
        public float Truncation
        {
            get => truncation;
            set
            {
                truncation = value;
                isStale = true;
            }
        }

        /// <summary>The textures on the renderer, or null before the first are made. They belong to this component.</summary>
        public SagTextureSet? Textures => set;

        /// <summary>Makes the texture anew; done when the renderer shows it. Happens by itself in the frame after a change.</summary>
        /// <exception cref="SagTexturesException">The options do not fit the model, or the device failed.</exception>
        /// <exception cref="OperationCanceledException">Another texture was asked for meanwhile, or the component disabled.</exception>
        public async Task RefreshAsync()
        {
            Cancel();
            isStale = false;
            if (model == null || !isActiveAndEnabled)
            {
                return;
            }

            var cancellation = new CancellationTokenSource();
            pending = cancellation;
            SagTextureSet made = await model.GenerateMapsAsync(seed, Options(), cancellation.Token);
            Show(made);
            TextureChanged?.Invoke(this);
        }

        private void OnEnable() => isStale = true;

        private void OnValidate() => isStale = true;

        private void Update()
        {
            if (isStale)
            {
                Refresh();
            }
        }

        private void OnDisable()
        {
            Cancel();
            Unshow();
            set?.Dispose();
            set = null;
        }

        private async void Refresh()
        {
            try
            {
                await RefreshAsync();
            }
            catch (OperationCanceledException)
            {
                // A newer texture is wanted, or none any more.
            }
            catch (SagTexturesException e)
            {
                Debug.LogError($"{name}: {e.Message}", this);
            }
        }

        private GenerateOptions Options() => new GenerateOptions
        {
            Width = size.x,
            Height = size.y,
            Class = textureClass.Length == 0 ? null : textureClass,
            Truncation = truncation,
            Mipmaps = true,
        };

        private void Show(SagTextureSet made)
        {
            SagTextureSet? old = set;
            set = made;
            Renderer target = GetComponent<Renderer>();
            Material[] materials = target.sharedMaterials;
            if (materialIndex < materials.Length && materials[materialIndex] != null)
            {
                // A material made at edit time would be saved with the scene.
                if (ownMaterial && Application.isPlaying)
                {
                    if (material == null)
                    {
                        original = materials[materialIndex];
                        materials[materialIndex] = material = new Material(original);
                        target.sharedMaterials = materials;
                    }

                    MaterialSlots.Apply(material, made);
                }
                else
                {
                    var block = new MaterialPropertyBlock();
                    target.GetPropertyBlock(block, materialIndex);
                    MaterialSlots.Apply(block, materials[materialIndex], made);
                    target.SetPropertyBlock(block, materialIndex);
                }
            }

            old?.Dispose();
        }

        private void Unshow()
        {
            Renderer target = GetComponent<Renderer>();
            Material[] materials = target.sharedMaterials;
            if (materialIndex < materials.Length)
            {
                target.SetPropertyBlock(null, materialIndex);
                if (material != null && materials[materialIndex] == material)
                {
                    materials[materialIndex] = original!;
                    target.sharedMaterials = materials;
                }
            }

            if (material != null)
            {
                UnityObjects.Destroy(material);
                material = null;
            }
        }

        private void Cancel()
        {
            pending?.Cancel();
            pending = null;
        }
    }
}
