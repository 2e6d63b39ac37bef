namespace SagTextures.Vulkan
{
    /// <summary>A workgroup's share of a matrix product (Shaders/convolution_matrix.comp), and when it is worth taking.</summary>
    internal sealed class MatrixTile
    {
        public MatrixTile(int down, int across, int subgroupsDown, int subgroupsAcross, int depth)
        {
            Down = down;
            Across = across;
            SubgroupsDown = subgroupsDown;
            SubgroupsAcross = subgroupsAcross;
            Depth = depth;
        }

        /// <summary>Matrices, of positions.</summary>
        public int Down { get; }

        /// <summary>Matrices, of out channels.</summary>
        public int Across { get; }

        /// <summary>Subgroups that share <see cref="Down"/>.</summary>
        public int SubgroupsDown { get; }

        /// <summary>Subgroups that share <see cref="Across"/>.</summary>
        public int SubgroupsAcross { get; }

        /// <summary>Subgroups of a part.</summary>
        public int Subgroups => SubgroupsDown * SubgroupsAcross;

        /// <summary>In channels that are loaded at a time.</summary>
        public int Depth { get; }

        /// <summary>Parts that share what is summed.</summary>
        public int Split { get; set; } = 1;

        /// <summary>Products of a sum that it takes to make up for few workgroups.</summary>
        public int LeastSum { get; set; }

        /// <summary>Workgroups that keep a large GPU busy with it.</summary>
        public int LeastGroups { get; set; }
    }
}
