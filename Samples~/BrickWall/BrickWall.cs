using System.Collections;
using SagTextures.Unity;
#if UNITY_EDITOR
using UnityEditor;
#endif
using UnityEngine;

namespace SagTextures.Samples
{
    /// <summary>A wall of blocks whose bricks change in play, one block after the other, while the game goes on.</summary>
    public sealed class BrickWall : MonoBehaviour
    {
        [SerializeField, Tooltip("A trained generator: a .safetensors file in the project.")]
        private SagTextureModel? model;

        [SerializeField, Range(1, 10)]
        private int width = 6;

        [SerializeField, Range(1, 10)]
        private int height = 3;

        [SerializeField, Range(0, 5), Tooltip("Seconds from one change to the next.")]
        private float pause = 0.25f;

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

        private IEnumerator Start()
        {
            var blocks = new SagTextureRenderer[width * height];
            for (int i = 0; i < blocks.Length; i++)
            {
                GameObject block = GameObject.CreatePrimitive(PrimitiveType.Cube);
                block.transform.SetParent(transform, false);
                block.transform.localPosition = new Vector3((i % width) - ((width - 1) / 2f), (i / width) + 0.5f, 0);
                blocks[i] = block.AddComponent<SagTextureRenderer>();
                blocks[i].Seed = (ulong)i;
                blocks[i].Model = model;
            }

            for (ulong seed = (ulong)blocks.Length; ; seed++)
            {
                yield return new WaitForSeconds(pause);
                blocks[seed % (ulong)blocks.Length].Seed = seed;
            }
        }
    }
}
