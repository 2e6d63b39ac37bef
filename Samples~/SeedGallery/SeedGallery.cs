using SagTextures.Unity;
#if UNITY_EDITOR
using UnityEditor;
#endif
using UnityEngine;

namespace SagTextures.Samples
{
    /// <summary>A wall of pictures, each the texture of another seed. Space shows the next seeds.</summary>
    public sealed class SeedGallery : MonoBehaviour
    {
        [SerializeField, Tooltip("A trained generator: a .safetensors file in the project.")]
        private SagTextureModel? model;

        [SerializeField, Range(1, 16)]
        private int columns = 8;

        [SerializeField, Range(1, 16)]
        private int rows = 4;

        [SerializeField]
        private ulong firstSeed = 1;

        private SagTextureRenderer[] pictures = new SagTextureRenderer[0];

        /// <summary>Shows as many seeds from this one on.</summary>
        public void Show(ulong first)
        {
            firstSeed = first;
            for (int i = 0; i < pictures.Length; i++)
            {
                pictures[i].Seed = first + (ulong)i;
            }
        }

#if UNITY_EDITOR
        // A scene cannot name a model of another sample: without one, the project's first will do.
        private static SagTextureModel? FindModel()
        {
            string[] models = AssetDatabase.FindAssets("t:" + nameof(SagTextureModel));
            return models.Length == 0 ? null : AssetDatabase.LoadAssetAtPath<SagTextureModel>(AssetDatabase.GUIDToAssetPath(models[0]));
        }

        private void Awake()
        {
            if (model == null)
            {
                model = FindModel();
            }
        }
#endif

        private void Start()
        {
            pictures = new SagTextureRenderer[columns * rows];
            for (int i = 0; i < pictures.Length; i++)
            {
                GameObject picture = GameObject.CreatePrimitive(PrimitiveType.Quad);
                picture.transform.SetParent(transform, false);
                picture.transform.localPosition = new Vector3(
                    ((i % columns) - ((columns - 1) / 2f)) * 1.1f, (((rows - 1) / 2f) - (i / columns)) * 1.1f, 0);
                pictures[i] = picture.AddComponent<SagTextureRenderer>();
                pictures[i].Model = model;
            }

            Show(firstSeed);
        }

        // A key event instead of Input works with both of Unity's input systems.
        private void OnGUI()
        {
            Event current = Event.current;
            if (current.type == EventType.KeyDown && current.keyCode == KeyCode.Space)
            {
                Show(firstSeed + (ulong)pictures.Length);
            }
        }
    }
}
