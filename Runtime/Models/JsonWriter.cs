using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SagTextures.Models
{
    /// <summary>Appends JSON; it puts the commas, the caller keeps objects and arrays balanced.</summary>
    internal sealed class JsonWriter
    {
        private readonly StringBuilder builder = new StringBuilder();
        private bool needsComma;

        public JsonWriter Open(char bracket)
        {
            Separate();
            builder.Append(bracket);
            needsComma = false;
            return this;
        }

        public JsonWriter Close(char bracket)
        {
            builder.Append(bracket);
            needsComma = true;
            return this;
        }

        public JsonWriter Name(string name)
        {
            String(name);
            builder.Append(':');
            needsComma = false;
            return this;
        }

        public JsonWriter Number(long value) => Raw(value.ToString(CultureInfo.InvariantCulture));

        public JsonWriter Number(double value) => Raw(value.ToString("R", CultureInfo.InvariantCulture));

        public JsonWriter Boolean(bool value) => Raw(value ? "true" : "false");

        private JsonWriter Raw(string json)
        {
            Separate();
            builder.Append(json);
            needsComma = true;
            return this;
        }

        /// <summary>Appends a value that was read.</summary>
        public JsonWriter Value(JsonValue value)
        {
            switch (value.Kind)
            {
                case JsonKind.String: return String(value.Text);
                case JsonKind.Array:
                    Open('[');
                    foreach (JsonValue item in value.Items)
                    {
                        Value(item);
                    }

                    return Close(']');
                case JsonKind.Object:
                    Open('{');
                    foreach (KeyValuePair<string, JsonValue> member in value.Members)
                    {
                        Name(member.Key).Value(member.Value);
                    }

                    return Close('}');
                default: return Raw(value.Text);
            }
        }

        public JsonWriter String(string value)
        {
            Separate();
            builder.Append('"');
            foreach (char c in value)
            {
                if (c == '"' || c == '\\')
                {
                    builder.Append('\\').Append(c);
                }
                else if (c < ' ')
                {
                    builder.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                }
                else
                {
                    builder.Append(c);
                }
            }

            builder.Append('"');
            needsComma = true;
            return this;
        }

        public override string ToString() => builder.ToString();

        private void Separate()
        {
            if (needsComma)
            {
                builder.Append(',');
            }
        }
    }
}
