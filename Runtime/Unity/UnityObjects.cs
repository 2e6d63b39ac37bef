using UnityEngine;

namespace SagTextures.Unity
{
    internal static class UnityObjects
    {
        /// <summary>Destroys an object that we made, in play and in edit mode.</summary>
        public static void Destroy(Object thing)
        {
            if (Application.isPlaying)
            {
                Object.Destroy(thing);
            }
            else
            {
                Object.DestroyImmediate(thing);
            }
        }
    }
}
