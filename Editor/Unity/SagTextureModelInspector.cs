using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SagTextures.Models;
using SagTextures.Unity;
using UnityEditor;
using UnityEditor.AssetImporters;
using UnityEngine;
using UnityEngine.UIElements;

namespace SagTextures.Editor.Unity
{
    /// <summary>A model in the inspector: try seeds, see them tiled, save textures as assets.</summary>
    [CustomEditor(typeof(SagTextureModelImporter))]
    internal sealed class SagTextureModelInspector : ScriptedImporterEditor
    {
        private const int Tiles = 3;
        private const int SliderEnd = 1000;

        private readonly GenerateOptions options = new GenerateOptions();
        private ulong seed = 1;
        private CancellationTokenSource request = new CancellationTokenSource();
        private Texture2D? texture;
        private Image[] tiles = System.Array.Empty<Image>();
        private Label status = new Label();

        // The inspector of the asset itself would show nothing.
        public override bool showImportedObject => false;

        // Nothing here changes the import.
        protected override bool needsApplyRevert => false;

        private SagTextureModel? Model => assetTarget as SagTextureModel;

        public override VisualElement CreateInspectorGUI()
        {
            var root = new VisualElement();
            if (Model == null)
            {
                root.Add(new HelpBox("This file was not imported; the Console says why.", HelpBoxMessageType.Error));
                return root;
            }

            GeneratorDescription description = Model.Description;
            root.Add(new Label(Summary(description)));
            var slider = new SliderInt("Seed", 0, SliderEnd) { value = (int)seed, showInputField = true };
            slider.RegisterValueChangedCallback(change => Show((ulong)Mathf.Max(0, change.newValue)));
            root.Add(slider);
            if (description.Classes.Count > 0)
            {
                var classes = new PopupField<string>("Class", description.Classes.ToList(), 0);
                classes.RegisterValueChangedCallback(change =>
                {
                    options.Class = change.newValue;
                    Show(seed);
                });
                root.Add(classes);
            }

            var truncation = new Slider("Truncation", 0, 1) { value = options.Truncation, showInputField = true };
            truncation.RegisterValueChangedCallback(change =>
            {
                options.Truncation = Mathf.Clamp01(change.newValue);
                Show(seed);
            });
            root.Add(truncation);
            root.Add(CreatePreview());
            root.Add(status);
            root.Add(new Button(SaveTexture) { text = "Save as Texture Asset…" });
            root.Add(new Button(SaveVariations) { text = "Save 16 Variations…" });
            Show(seed);
            return root;
        }

        public override void OnDisable()
        {
            request.Cancel();
            Forget();
            base.OnDisable();
        }

        private static string Summary(GeneratorDescription model)
        {
            IEnumerable<string> maps = model.Maps.Select(map => map.Name);
            string size = model.LatentKind == LatentKind.Grid ? "any size" : $"{model.Resolution}×{model.Resolution}";
            return $"{model.Name} ({model.Preset}): {size}, {string.Join(", ", maps)}";
        }

        private VisualElement CreatePreview()
        {
            var preview = new VisualElement();
            preview.style.flexDirection = FlexDirection.Row;
            preview.style.flexWrap = Wrap.Wrap;
            preview.style.marginTop = preview.style.marginBottom = 4;
            tiles = new Image[Tiles * Tiles];
            for (int i = 0; i < tiles.Length; i++)
            {
                tiles[i] = new Image { scaleMode = ScaleMode.StretchToFill };
                tiles[i].style.width = tiles[i].style.height = new Length(100f / Tiles, LengthUnit.Percent);
                preview.Add(tiles[i]);
            }

            // As high as it is wide.
            preview.RegisterCallback<GeometryChangedEvent>(change => preview.style.height = change.newRect.width);
            return preview;
        }

        /// <summary>Shows a seed's texture when it is made, unless another is wanted by then.</summary>
        private async void Show(ulong wanted)
        {
            seed = wanted;
            // A slider asks for more than can be made; only its last value matters.
            request.Cancel();
            CancellationTokenSource mine = request = new CancellationTokenSource();
            try
            {
                Texture2D made = await Model!.GenerateTextureAsync(wanted, Copy(options), cancellationToken: mine.Token);
                if (mine.IsCancellationRequested)
                {
                    DestroyImmediate(made);
                    return;
                }

                Forget();
                texture = made;
                foreach (Image tile in tiles)
                {
                    tile.image = texture;
                }

                status.text = string.Empty;
            }
            catch (System.OperationCanceledException)
            {
                // Another seed is wanted, or the model was unloaded.
            }
            catch (SagTexturesException e)
            {
                status.text = e.Message;
            }
        }

        private void Forget()
        {
            foreach (Image tile in tiles)
            {
                tile.image = null;
            }

            if (texture != null)
            {
                DestroyImmediate(texture);
            }
        }

        private void SaveTexture() => TextureAssets.Save(Model!, seed, options);

        private void SaveVariations() => TextureAssets.SaveVariations(Model!, seed, count: 16, options);

        private static GenerateOptions Copy(GenerateOptions from) =>
            new GenerateOptions { Class = from.Class, Truncation = from.Truncation };
    }
}
