using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Editor
{
    /// <summary>
    /// The fields of a JSON object that the trainer wrote. What is missing or of another kind counts as not there: a report of
    /// a newer trainer is still worth showing.
    /// </summary>
    internal sealed class ReportFields
    {
        private readonly Dictionary<string, JsonValue> fields = new Dictionary<string, JsonValue>(StringComparer.Ordinal);

        private ReportFields(JsonValue value)
        {
            foreach (KeyValuePair<string, JsonValue> member in value.Members)
            {
                fields[member.Key] = member.Value;
            }
        }

        /// <summary>Reads an object; null where the text is not JSON, e.g. because it is still being written.</summary>
        public static ReportFields? Parse(string text)
        {
            try
            {
                return new ReportFields(JsonReader.Parse(text));
            }
            catch (FormatException)
            {
                return null;
            }
        }

        public bool Has(string name) => fields.ContainsKey(name);

        public double Number(string name, double missing) =>
            fields.TryGetValue(name, out JsonValue? value) && value.TryGetDouble(out double number) ? number : missing;

        public long Count(string name) => (long)Math.Min(Math.Max(Number(name, 0), 0), long.MaxValue / 2);

        public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Math.Min(Math.Max(Number(name, 0), 0), int.MaxValue));

        public string? Text(string name) =>
            fields.TryGetValue(name, out JsonValue? value) && value.Kind == JsonKind.String ? value.Text : null;

        public IReadOnlyList<string> Texts(string name) => fields.TryGetValue(name, out JsonValue? value)
            ? value.Items.Where(item => item.Kind == JsonKind.String).Select(item => item.Text).ToArray()
            : Array.Empty<string>();

        public IReadOnlyDictionary<string, double> Numbers(string name)
        {
            var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
            if (fields.TryGetValue(name, out JsonValue? value))
            {
                foreach (KeyValuePair<string, JsonValue> member in value.Members)
                {
                    if (member.Value.TryGetDouble(out double number))
                    {
                        numbers[member.Key] = number;
                    }
                }
            }

            return numbers;
        }
    }
}
